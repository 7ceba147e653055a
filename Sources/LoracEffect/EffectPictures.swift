package import LoracFiles
package import LoracImages

/// The pictures of an effect test in a folder: those that are there already, and those that are to be made.
///
/// Each picture is written as soon as it is made, and `effect.json` after it, so that a test that was stopped goes on where it
/// was.
package struct EffectPictures {
  /// The folder.
  package let folder: String
  /// What is there of the test.
  package private(set) var record: EffectRecord
  private var grid: EffectGrid
  private var bases: [Int: RGBImage] = [:]
  private let keys: [EffectTest.Place: String]

  /// The pictures of `test` in `folder`; `keys` say what each is made from.
  ///
  /// A picture that is there under its key, in whatever place of an earlier test, is used again.
  package init(_ test: EffectTest, in folder: String, keys: [EffectTest.Place: String]) throws(EffectError) {
    self.folder = folder
    self.keys = keys
    grid = EffectGrid(test)
    record = EffectRecord(test: test, grid: nil, pictures: [])
    try EffectError.file { () throws(FileError) in try FileSystem.createFolders(folder) }
    let former = (try? FileSystem.read("\(folder)/\(Self.recordName)")).flatMap { EffectRecord(bytes: $0) }
    let kept =
      (former?.pictures ?? []).map { EffectRecord.Earlier(file: $0.file, key: $0.key) } + (former?.earlier ?? [])
    let known = Dictionary(kept.map { ($0.key, $0.file) }) { first, _ in first }
    // All are read before any is written under its new name, which may be another's old one.
    let found = test.places.compactMap { place in
      keys[place].flatMap { known[$0] }.flatMap { Self.read("\(folder)/\($0)") }.map { (place, $0) }
    }
    let wanted = Set(keys.values)
    record.earlier = kept.filter { !wanted.contains($0.key) && FileSystem.kind(of: "\(folder)/\($0.file)") == .file }
    for (place, (bytes, picture)) in found {
      let file = Self.fileName(place, of: test)
      if keys[place].flatMap({ known[$0] }) != file {
        try EffectError.file { () throws(FileError) in try FileSystem.write(bytes, to: "\(folder)/\(file)") }
      }
      note(picture, at: place, file: file, key: keys[place] ?? "")
    }
  }

  /// The places whose pictures are missing, in the order in which they are best made.
  package var missing: [EffectTest.Place] {
    let made = Set(record.pictures.map(\.place))
    return record.test.places.filter { !made.contains($0) }
  }

  /// Keeps a picture; `text` is what is written into its file as `parameters`.
  package mutating func add(
    _ image: RGBImage, at place: EffectTest.Place, text: String
  ) throws(EffectError) {
    let file = Self.fileName(place, of: record.test)
    let bytes = try EffectError.picture { () throws(ImageError) in
      try PNGWriter.encode(image, texts: [(keyword: "parameters", text: text)])
    }
    try EffectError.file { () throws(FileError) in try FileSystem.write(bytes, to: "\(folder)/\(file)") }
    note(image, at: place, file: file, key: keys[place] ?? "")
    try save()
  }

  /// Draws the grid of what is there, and says so in the record; gives its path.
  @discardableResult
  package mutating func drawGrid() throws(EffectError) -> String {
    let grid = grid
    let bytes = try EffectError.picture { () throws(ImageError) in try PNGWriter.encode(grid.image) }
    let path = "\(folder)/\(Self.gridName)"
    try EffectError.file { () throws(FileError) in try FileSystem.write(bytes, to: path) }
    record.grid = Self.gridName
    try save()
    return path
  }

  private mutating func note(_ image: RGBImage, at place: EffectTest.Place, file: String, key: String) {
    if place.file == nil { bases[place.subject] = image }
    let difference = place.file == nil ? nil : bases[place.subject].map { PictureDifference.mean($0, image) }
    // A picture too large to be scaled is missing on the grid alone.
    try? grid.put(image, at: place, difference: difference)
    record.pictures.append(.init(place: place, file: file, key: key, difference: difference))
    // Whatever had this name is gone.
    record.earlier.removeAll { $0.file == file }
  }

  private func save() throws(EffectError) {
    // A record is plain values, which JSON always has a form for.
    let text = (try? record.text()) ?? ""
    try EffectError.file { () throws(FileError) in
      try FileSystem.write(Array(text.utf8), to: "\(folder)/\(Self.recordName)")
    }
  }

  private static func read(_ path: String) -> ([UInt8], RGBImage)? {
    guard let bytes = try? FileSystem.read(path), let picture = try? ImageDecoder.decode(bytes) else { return nil }
    return (bytes, picture)
  }

  /// Such as `1-epoch-2-weight-0.5-seed-42.png`; prompts are counted from 1.
  private static func fileName(_ place: EffectTest.Place, of test: EffectTest) -> String {
    let seed = test.subjects[place.subject].seed
    guard let file = place.file, let weight = place.weight else { return "\(place.subject + 1)-base-seed-\(seed).png" }
    let label = test.files[file].label.map { $0 == " " ? "-" : $0 }
    return "\(place.subject + 1)-\(String(label))-weight-\(test.weights[weight])-seed-\(seed).png"
  }

  /// The name of the record.
  package static let recordName = "effect.json"
  /// The name of the grid.
  package static let gridName = "grid.png"
}

/// Why a picture of an effect test could not be kept.
package enum EffectError: Error, Sendable {
  /// A file could not be written.
  case file(FileError)
  /// There is no memory for a picture.
  case image(ImageError)

  static func file<Value>(_ body: () throws(FileError) -> Value) throws(EffectError) -> Value {
    do throws(FileError) { return try body() } catch { throw .file(error) }
  }

  static func picture<Value>(_ body: () throws(ImageError) -> Value) throws(EffectError) -> Value {
    do throws(ImageError) { return try body() } catch { throw .image(error) }
  }
}

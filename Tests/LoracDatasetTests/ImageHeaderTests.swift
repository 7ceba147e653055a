import LoracJSON
import LoracRandom
import LoracTestSupport
import Testing

@testable import LoracDataset

@Suite struct ImageHeaderTests {
  /// What Pillow and sd-scripts make of one file (Tests/Tools/image_reference.py).
  struct Case: Decodable {
    var file: String
    var size: [Int]?
    var format: String?
    var mode: String?
    var orientation: Int?
    var animated: Bool?
    var alpha: Bool?
    var refused: String?
    var loads: Bool
    var kohya: [Int]?
  }

  static let folder: String = {
    let here = testFolder()
    return "\(here)/Images"
  }()

  static func cases() throws -> [Case] {
    try JSONValueDecoder.decode([Case].self, from: JSONValue.parse(try readFile("\(folder)/images.json")))
  }

  static func read() throws -> [String: DatasetImage] {
    let snapshot = DatasetReader.read([FolderRequest(path: folder)])
    let images = try #require(snapshot.folders.first).images
    return Dictionary(uniqueKeysWithValues: images.map { ($0.name.text, $0) })
  }

  /// Files that Pillow opens although their content is none of the formats measured here.
  static let unsupported: Set<String> = ["tiff.jpg"]
  /// An Apple PNG; Pillow opens this one, but sd-scripts reads a size of millions from it.
  static let misread: Set<String> = ["apple.png"]

  @Test func equalsPillow() throws {
    let images = try Self.read()
    let cases = try Self.cases()
    #expect(cases.count >= 108)
    #expect(images.count == cases.count)
    for item in cases where !Self.unsupported.contains(item.file) && !Self.misread.contains(item.file) {
      let image = try #require(images[item.file])
      let isUsable = item.loads && item.kohya != nil
      #expect((image.problem == nil) == isUsable, "\(item.file): \(String(describing: image.problem))")
      guard let header = image.header, let size = item.size, item.refused == nil else { continue }
      #expect([header.size.width, header.size.height] == size, "\(item.file)")
      #expect(header.kohyaSize.map { [$0.width, $0.height] } == item.kohya, "\(item.file)")
      #expect(header.traits.contains(.alpha) == item.alpha, "\(item.file)")
      if item.format != "MPO" { #expect(header.traits.contains(.animated) == item.animated, "\(item.file)") }
      if item.orientation != 9 { #expect(Int(header.orientation) == item.orientation, "\(item.file)") }
      #expect(header.traits.contains(.cmyk) == (item.mode == "CMYK"), "\(item.file)")
      #expect(item.format == "MPO" ? header.format == .jpeg : header.format.rawValue.uppercased() == item.format)
    }
  }

  @Test func namesTheProblem() throws {
    let images = try Self.read()
    let expected: [String: ImageProblem] = [
      "empty.png": .emptyFile, "text.png": .notAnImage, "riff.webp": .notAnImage, "one-byte.bmp": .notAnImage,
      "tiff.jpg": .unsupported(.tiff), "page.jpg": .unsupported(.html), "archive.webp": .unsupported(.zip),
      "cut-header.png": .truncatedHeader(.png), "cut-header-late.png": .truncatedHeader(.png),
      "signature-only.png": .truncatedHeader(.png), "signature-only.jpg": .truncatedHeader(.jpeg),
      "cut-header.jpg": .truncatedHeader(.jpeg), "cut-frame.jpg": .truncatedHeader(.jpeg),
      "cut-header.webp": .truncatedHeader(.webp), "cut-header.bmp": .truncatedHeader(.bmp),
      "bad-checksum.png": .malformedHeader(.png), "bad-depth.png": .malformedHeader(.png),
      "apple.png": .malformedHeader(.png), "twelve-bit.jpg": .malformedHeader(.jpeg),
      "no-frame.jpg": .malformedHeader(.jpeg), "unknown-chunk.webp": .malformedHeader(.webp),
      "odd-depth.bmp": .malformedHeader(.bmp), "odd-header.bmp": .malformedHeader(.bmp),
      "cut-data.png": .truncatedData(.png), "cut-data.jpg": .truncatedData(.jpeg), "no-end.jpg": .truncatedData(.jpeg),
      "cut-data.webp": .truncatedData(.webp), "cut-data.bmp": .truncatedData(.bmp),
      "stray-bytes.jpg": .notMeasuredBySDScripts(.jpeg),
      "zero-width.png": .zeroDimension(PixelSize(width: 0, height: 10)),
      "zero-height.jpg": .zeroDimension(PixelSize(width: 37, height: 0)),
      "bomb.png": .tooManyPixels(PixelSize(width: 20000, height: 10000)),
    ]
    for (file, problem) in expected { #expect(images[file]?.problem == problem, "\(file)") }
  }

  @Test func tellsOddities() throws {
    let images = try Self.read()
    #expect(images["huge.png"]?.header?.traits.contains(.huge) == true)
    #expect(images["cut-end.png"]?.header?.traits.contains(.noEndMarker) == true)
    #expect(images["gray16.png"]?.header?.traits == [.deep, .gray])
    #expect(images["png.jpg"]?.disagreeingFormat == .png)
    #expect(images["gif.png"]?.disagreeingFormat == .gif)
    #expect(images["baseline.jpg"]?.disagreeingFormat == nil)
    #expect(images["orientation-6.jpg"]?.header?.isShownTurned == true)
    #expect(images["orientation-3.jpg"]?.header?.isShownTurned == false)
  }

  @Test func oddFiles() throws {
    let root = try TemporaryDirectory()
    try root.makeFolder("folder.png")
    try RawFile.link(to: "nowhere", at: "\(root.path)/link.png")
    try root.write(FolderReadingTests.picture, to: "real.bin")
    try RawFile.link(to: "real.bin", at: "\(root.path)/good.png")
    try RawFile.makePipe("\(root.path)/pipe.png")
    let images = try #require(DatasetReader.read([FolderRequest(path: root.path)]).folders.first).images
    #expect(images.map(\.name.text) == ["folder.png", "good.png", "link.png", "pipe.png"])
    #expect(images.map(\.problem) == [.notAFile, nil, .brokenLink, .notAFile])
  }

  /// Every prefix of every file, and every file with one byte changed, must be read without a trap.
  @Test func damagedFilesDoNotTrap() throws {
    let root = try TemporaryDirectory()
    var random = PythonRandom(seed: 5)
    for item in try Self.cases() where item.loads {
      var bytes = try readFile("\(Self.folder)/\(item.file)")
      try root.write(Array(bytes.prefix(random.below(bytes.count))), to: "cut-\(item.file)")
      for turn in 0..<4 {
        bytes[random.below(min(bytes.count, 200))] = UInt8(random.below(256))
        try root.write(bytes, to: "changed-\(turn)-\(item.file)")
      }
    }
    let images = try #require(DatasetReader.read([FolderRequest(path: root.path)]).folders.first).images
    #expect(images.count > 300)
    for image in images { #expect(image.problem != nil || image.header != nil) }
  }
}

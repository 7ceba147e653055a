import Glibc
import LoracTestSupport
import Testing

@testable import LoracDataset

/// Files must be a little older than a scan to be indexed; the tests wait for that.
@Suite struct DatasetIndexStoreTests {
  static let margin: Int64 = 20_000_000

  static func store(_ folder: String, minimumCount: Int = 1) -> DatasetIndexStore {
    DatasetIndexStore(folder: folder, minimumCount: minimumCount, racyMargin: margin)
  }

  /// Waits until files written before are older than the margin.
  static func settle() { usleep(40_000) }

  static func files(_ folder: String) throws -> [String] {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    let listing = try #require(FolderListing.read(descriptor))
    return listing.entries.map { String(decoding: listing.name($0), as: UTF8.self) }.sorted()
  }

  /// Makes a folder of pictures with captions.
  static func makeFolder(_ root: borrowing TemporaryDirectory, count: Int) throws -> FolderRequest {
    for number in 0..<count {
      try root.write(FolderReadingTests.picture, to: "train/\(number).png")
      try root.write("tag \(number)", to: "train/\(number).txt")
    }
    return FolderRequest(path: "\(root.path)/train")
  }

  @Test func takesFromTheIndexWhatDidNotChange() throws {
    let root = try TemporaryDirectory()
    let request = try Self.makeFolder(root, count: 3)
    Self.settle()
    let store = Self.store("\(root.path)/cache/lorac")
    let read = DatasetReader.read([request], indexes: store)
    #expect(read == DatasetReader.read([request]))
    // An index with another truth, to see where the next facts come from.
    let scan = try FolderScan(path: request.path)
    let place = try #require(store.place(scan.descriptor, request: request))
    #expect(store.load(place)?.count == 3)
    var writer = FolderIndexWriter(capacity: 3)
    for (entry, image) in zip(scan.images, read.folders[0].images) {
      var image = image
      image.byteCount = 77
      image.caption.text = "from the index"
      let stamp = try #require(scan.listing.stamp(entry, in: scan.descriptor, device: place.device))
      var captions = CaptionReader(device: place.device)
      let name = scan.listing.name(entry)
      _ = captions.read(stem: name.dropLast(4), folder: scan.descriptor, rules: CaptionRules(request))
      writer.append(.init(image: image, imageStamp: stamp, captionStamp: captions.stamp))
    }
    store.save(writer, at: place)
    try root.write("tag B", to: "train/1.txt")
    let images = DatasetReader.read([request], indexes: store).folders[0].images
    #expect(images.map(\.byteCount) == [77, 77, 77])
    #expect(images.map(\.caption.text) == ["from the index", "tag B", "from the index"])
  }

  @Test func storesNothingThatMayStillChange() throws {
    let root = try TemporaryDirectory()
    let request = try Self.makeFolder(root, count: 3)
    let store = DatasetIndexStore(folder: "\(root.path)/cache", minimumCount: 1)
    _ = DatasetReader.read([request], indexes: store)
    #expect(try Self.files("\(root.path)/cache").isEmpty)
  }

  @Test func keepsOneFilePerFolderAndRules() throws {
    let root = try TemporaryDirectory()
    let request = try Self.makeFolder(root, count: 3)
    Self.settle()
    let store = Self.store("\(root.path)/cache")
    var other = request
    other.captionExtension = ".caption"
    var lines = request
    lines.usesAllCaptionLines = true
    var slash = request
    slash.path += "/../train/"
    for request in [request, other, lines, slash] {
      for _ in 0..<2 { #expect(DatasetReader.read([request], indexes: store) == DatasetReader.read([request])) }
    }
    let files = try Self.files("\(root.path)/cache")
    #expect(files.count == 3)
    #expect(files.allSatisfy { $0.hasPrefix("dataset-") && $0.hasSuffix(".index") })
    var status = stat()
    #expect(stat("\(root.path)/cache/\(files[0])", &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test func leavesSmallFoldersAlone() throws {
    let root = try TemporaryDirectory()
    let request = try Self.makeFolder(root, count: 3)
    Self.settle()
    _ = DatasetReader.read([request], indexes: Self.store("\(root.path)/cache", minimumCount: 4))
    #expect(try Self.files(root.path) == ["train"])
  }

  @Test func readsWithoutIndexWhereItCannotBeKept() throws {
    let root = try TemporaryDirectory()
    let request = try Self.makeFolder(root, count: 3)
    let file = try root.write("a file", to: "file")
    Self.settle()
    for folder in [file, "\(file)/below", "\(root.path)/a/b/c", "/dev/null", "", "/"] {
      #expect(DatasetReader.read([request], indexes: Self.store(folder)) == DatasetReader.read([request]))
    }
    #expect(try Self.files(root.path) == ["file", "train"])
  }

  @Test func ignoresFilesOfOthersAndDamage() throws {
    let root = try TemporaryDirectory()
    let request = try Self.makeFolder(root, count: 3)
    Self.settle()
    let store = Self.store("\(root.path)/cache")
    let expected = DatasetReader.read([request], indexes: store)
    let scan = try FolderScan(path: request.path)
    let place = try #require(store.place(scan.descriptor, request: request))
    let file = "\(root.path)/cache/\(try #require(try Self.files("\(root.path)/cache").first))"
    #expect(store.load(place) != nil)
    chmod(file, 0o622)
    #expect(store.load(place) == nil)
    chmod(file, 0o600)
    #expect(store.load(place) != nil)
    try root.write("rubbish", to: "cache/\(file.split(separator: "/").last ?? "")")
    #expect(store.load(place) == nil)
    #expect(DatasetReader.read([request], indexes: store) == expected)
    #expect(store.load(place) != nil)
  }

  @Test func deletesTheOldestFiles() throws {
    let root = try TemporaryDirectory()
    let request = try Self.makeFolder(root, count: 3)
    for number in 0..<DatasetIndexStore.fileLimit { try root.write("old", to: "cache/dataset-\(number).index") }
    try root.write("something else", to: "cache/notes.txt")
    var times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
    #expect(utimensat(AT_FDCWD, "\(root.path)/cache/dataset-7.index", &times, 0) == 0)
    Self.settle()
    _ = DatasetReader.read([request], indexes: Self.store("\(root.path)/cache"))
    let files = try Self.files("\(root.path)/cache")
    #expect(files.count == DatasetIndexStore.fileLimit + 1)
    #expect(!files.contains("dataset-7.index") && files.contains("notes.txt"))
  }

  /// Every kind of sound and broken image file gives the same facts from the index.
  @Test func equalsReadingForEveryImage() throws {
    let root = try TemporaryDirectory()
    let request = FolderRequest(path: ImageHeaderTests.folder)
    let expected = DatasetReader.read([request])
    let store = Self.store("\(root.path)/cache")
    for _ in 0..<3 { #expect(DatasetReader.read([request], indexes: store) == expected) }
    let scan = try FolderScan(path: request.path)
    if let place = store.place(scan.descriptor, request: request) {
      #expect(store.load(place)?.count == scan.images.count)
    }
  }
}

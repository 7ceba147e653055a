import Glibc
import LoracTestSupport
import Testing

@testable import LoracDataset

@Suite struct KnownListingTests {
  /// A listing with two of everything.
  static let bytes: [UInt8] = {
    func number(_ value: UInt8) -> [UInt8] { [value, 0, 0, 0, 0, 0, 0, 0] }
    func texts(_ texts: [String]) -> [UInt8] {
      number(UInt8(texts.count)) + texts.flatMap { number(UInt8($0.utf8.count)) + Array($0.utf8) }
    }
    return texts(["a.gif", "ä.Png"]) + texts(["b.png", "c.png"]) + texts([".txt", ""]) + number(7) + number(5)
      + number(2) + number(0) + texts(["b_0064x0064_sd.npz", "c_0064x0064_sdxl.npz"])
  }()

  /// A folder with one of everything but folders and links.
  static func makeFolder() throws -> TemporaryDirectory {
    let root = try TemporaryDirectory()
    for name in ["a.png", "a.jpg", "b.png", "b_0064x0064_sd.npz"] {
      try root.write(FolderReadingTests.picture, to: "train/\(name)")
    }
    for name in ["a.txt", "b.txt", "notes", "z.gif"] { try root.write("a tag", to: "train/\(name)") }
    return root
  }

  static func listing(_ root: borrowing TemporaryDirectory) throws -> KnownListing? {
    let scan = try FolderScan(path: "\(root.path)/train")
    return KnownListing(scan, FolderSurveyor.survey(scan))
  }

  @Test func readsWhatItWrites() throws {
    let listing = try #require(KnownListing(Self.bytes[...]))
    #expect(listing.bytes == Self.bytes)
    #expect(listing.survey.unseenImages.map(\.text) == ["a.gif", "ä.Png"])
    #expect(listing.survey.otherFiles[0] == .init(fileExtension: ".txt", files: 7, matchingImages: 5))
    let found = try #require(try Self.listing(try Self.makeFolder()))
    #expect(KnownListing(found.bytes[...]) == found)
    #expect(found.caches == ["b_0064x0064_sd.npz"])
    #expect(found.survey.unseenImages.map(\.text) == ["z.gif"] && found.survey.sharedStems.count == 1)
  }

  @Test func refusesBytesThatMakeNoSense() {
    for count in Self.bytes.indices { #expect(KnownListing(Self.bytes[..<count]) == nil) }
    #expect(KnownListing((Self.bytes + [0])[...]) == nil)
    for place in Self.bytes.indices {
      var damaged = Self.bytes
      damaged[place] = 0xFF
      // Anything but a crash; text may still be text.
      _ = KnownListing(damaged[...])
    }
  }

  @Test(arguments: ["folder", "link", "name"]) func leavesOutWhatMayChangeUnseen(kind: String) throws {
    let root = try Self.makeFolder()
    switch kind {
    case "folder": _ = try root.makeFolder("train/more")
    case "link": symlink("a.png", "\(root.path)/train/c.png")
    default: try RawFile.write([1], to: Array("\(root.path)/train/".utf8) + [0xFF] + Array(".txt".utf8))
    }
    #expect(try Self.listing(root) == nil)
  }

  /// A stored listing with another truth shows whether the folder was listed.
  @Test func isUsedUntilANameComesOrGoes() throws {
    let root = try Self.makeFolder()
    DatasetIndexStoreTests.settle()
    let request = FolderRequest(path: "\(root.path)/train")
    let store = DatasetIndexStoreTests.store("\(root.path)/cache")
    let expected = DatasetReader.read([request])
    #expect(DatasetReader.read([request], indexes: store) == expected)
    #expect(expected.folders[0].latentCaches[.stableDiffusion]?.count == 1)
    let folder = try OpenFolder(path: request.path)
    let place = try #require(store.place(folder.descriptor, request: request))
    let index = try #require(store.load(place))
    var (_, listing) = try #require(index.listing(place.stamp))
    listing.survey.unseenImages = [FileName("from the index")]
    let images = expected.folders[0].images
    // With wrong stamps every file is read again, under the names that the index gives.
    var writer = FolderIndexWriter(capacity: 3)
    for image in images {
      let stamp = FileStamp(inode: 1, size: 1, modified: 1, changed: 1)
      writer.append(.init(image: image, imageStamp: stamp, captionStamp: .none))
    }
    writer.append(listing, stamp: place.stamp)
    store.save(writer, at: place)
    #expect(store.load(place)?.listingStamp == place.stamp)
    let read = DatasetReader.read([request], indexes: store).folders[0]
    #expect(read.survey.unseenImages == [FileName("from the index")])
    #expect(read.images == images && read.latentCaches == expected.folders[0].latentCaches)
    try root.write("a tag", to: "train/new.txt")
    DatasetIndexStoreTests.settle()
    for _ in 0..<2 { #expect(DatasetReader.read([request], indexes: store) == DatasetReader.read([request])) }
  }
}

import LoracTestSupport
import Testing

@testable import LoracDataset

@Suite struct DuplicateFinderTests {
  @Test func findsEqualBytesOnly() throws {
    let root = try TemporaryDirectory()
    let small = FolderReadingTests.picture
    // Same size, same first and last 4 KiB, another middle: only a full comparison tells them apart.
    let large = small + [UInt8](repeating: 7, count: 200_000)
    var changed = large
    changed[100_000] = 8
    for (name, bytes) in [
      ("one/a.png", small), ("one/b.png", large), ("one/c.png", small), ("one/d.png", changed),
      ("two/e.png", large), ("two/f.png", small + [0]), ("two/g.png", []), ("two/h.png", []),
    ] { try root.write(bytes, to: name) }
    let snapshot = DatasetReader.read(["one", "two"].map { FolderRequest(path: "\(root.path)/\($0)") })
    typealias Index = DatasetSnapshot.ImageIndex
    #expect(
      DuplicateFinder.groups(in: snapshot) == [
        [Index(folder: 0, image: 0), Index(folder: 0, image: 2)],
        [Index(folder: 0, image: 1), Index(folder: 1, image: 0)],
      ])
    let digests = snapshot.folders[0].images.map(\.digest)
    #expect(digests[1] == digests[3])
    #expect(digests[0] != digests[1])
  }

  @Test func noneAmongDifferentFiles() throws {
    let root = try TemporaryDirectory()
    for index in 0..<50 { try root.write(FolderReadingTests.picture + [UInt8(index)], to: "\(index).png") }
    #expect(DuplicateFinder.groups(in: DatasetReader.read([FolderRequest(path: root.path)])).isEmpty)
  }
}

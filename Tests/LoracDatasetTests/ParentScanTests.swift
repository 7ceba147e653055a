import LoracTestSupport
import Testing

@testable import LoracDataset

@Suite struct ParentScanTests {
  @Test func findsTheFoldersThatTrain() throws {
    let root = try TemporaryDirectory()
    for name in [
      "a.png", "10_girl/a.png", "10_girl/b.png", "2_empty/x.txt", "girl/a.png", "0_off/a.png", ".5_hidden/a.png",
    ] {
      try root.write(FolderReadingTests.picture, to: name)
    }
    try RawFile.link(to: "10_girl", at: "\(root.path)/3_link")
    let scan = ParentScan(path: root.path)
    #expect(scan.imagesInParent == 1)
    #expect(scan.children.map(\.name.text) == [".5_hidden", "0_off", "10_girl", "2_empty", "3_link", "girl"])
    #expect(scan.children.map(\.images) == [1, 1, 2, 0, 2, 1])
    #expect(scan.usable.map(\.name.text) == ["10_girl", "3_link"])
    #expect(scan.children[0].parsed == .withoutNumber)
    let others = scan.children.dropFirst()
    #expect(ParentScan(path: root.path, without: scan.children.first?.name.text).children == Array(others))
    #expect(ParentScan(path: root.path + "/nothing").problem == .missing)
  }
}

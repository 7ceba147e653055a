import LoracTestSupport
import Testing

@testable import LoracDataset

@Suite struct LatentCachesTests {
  struct Case: Decodable {
    var family: String
    var files: [String]
    /// Nil where sd-scripts stops at a name without a size.
    var names: [String]?
    var sizes: [[Int]]?
  }

  @Test func equalsSDScripts() throws {
    let cases: [Case] = try references.load("caches")
    #expect(cases.count >= 60)
    var overridden = 0
    for item in cases {
      let root = try TemporaryDirectory()
      let picture = FolderReadingTests.picture
      for file in item.files { try root.write(picture, to: file) }
      let folder = try #require(DatasetReader.read([FolderRequest(path: root.path)]).folders.first)
      let family = try #require(LatentCacheFamily(rawValue: item.family))
      let isMalformed = folder.latentCaches[family]?.malformed != nil
      #expect(isMalformed == (item.sizes == nil), "\(item)")
      guard let sizes = item.sizes else { continue }
      #expect(folder.images.map(\.name.text) == item.names)
      let input = SubsetInput(folder: 0, of: folder, caches: family)
      #expect(input.sizes.map { $0.map { [$0.width, $0.height] } ?? [] } == sizes, "\(item)")
      overridden += folder.latentCaches[family]?.overrides.count ?? 0
    }
    #expect(overridden > 50)
  }

  @Test func countsCaches() throws {
    let root = try TemporaryDirectory()
    for file in ["a.gif.png", "a.gif_0064x0064_sd.npz", "b_0001x0002_sd.npz", "c.npz", "d_sdxl.npz"] {
      try root.write(FolderReadingTests.picture, to: file)
    }
    let folder = try #require(DatasetReader.read([FolderRequest(path: root.path)]).folders.first)
    #expect(folder.latentCaches[.stableDiffusion]?.count == 2)
    #expect(folder.latentCaches[.stableDiffusion]?.overrides == [])
    #expect(folder.latentCaches[.sdxl]?.count == 1)
  }
}

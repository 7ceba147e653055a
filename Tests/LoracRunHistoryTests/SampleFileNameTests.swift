import LoracRunHistory
import Testing

struct SampleFileNameTests {
  @Test func readsNamesOfKohya() throws {
    let epoch = try #require(SampleFileName("moka_e000002_03_20261121193000_42.png", of: "moka"))
    #expect((epoch.epoch, epoch.step, epoch.prompt, epoch.seed, epoch.stamp) == (2, nil, 3, 42, "20261121193000"))
    let step = try #require(SampleFileName("a_b_000024_00_20261121193000.png", of: "a_b"))
    #expect((step.epoch, step.step, step.prompt, step.seed) == (nil, 24, 0, nil))
  }

  @Test(arguments: [
    "moka.png", "moka_e000002_03_2026.png", "mokaX_e000002_03_20261121193000.png", "moka_e000002_03_20261121193000.jpg",
    "moka_e_03_20261121193000.png", "moka_e000002_x_20261121193000.png", "moka_e000002_03_20261121193000_-1.png",
    "moka_e000002_03_20261121193000_1_2.png", "moka_+00024_00_20261121193000.png",
  ])
  func refusesOtherNames(name: String) { #expect(SampleFileName(name, of: "moka") == nil) }
}

import LoracEffect
import LoracImages
import Testing

@Suite struct EffectGridTests {
  private static func test(side: Int = 64, files: Int = 2, weights: [Double] = [0.5, 1]) -> EffectTest {
    let names = (0..<files).map {
      EffectTest.File(path: "moka-\($0).safetensors", label: "epoch \($0)", step: $0, epoch: $0)
    }
    let subjects = ["moka, left", "red circle"].map {
      EffectTest.Subject(
        prompt: $0, negative: "", seed: 42, width: side, height: side / 2, steps: 20, cfg: 7, sampler: "euler_a")
    }
    return EffectTest(name: "moka", base: "base.safetensors", files: names, weights: weights, subjects: subjects)
  }

  private static func plain(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> RGBImage {
    RGBImage(width: 64, height: 32, bytes: (0..<64 * 32).flatMap { _ in [red, green, blue] })
  }

  @Test("The base model's pictures come first, then each file's at all weights")
  func order() {
    let places = Self.test().places
    #expect(places.count == 2 + 2 * 2 * 2)
    #expect(places.prefix(2).allSatisfy { $0.file == nil && $0.weight == nil })
    #expect(places.dropFirst(2).map(\.file) == [0, 0, 0, 0, 1, 1, 1, 1])
    #expect(Set(places).count == places.count)
  }

  @Test("Each picture is drawn once in its place, the base model's in every row")
  func pictures() throws {
    let test = Self.test()
    var grid = EffectGrid(test)
    let empty = grid.image
    for place in test.places {
      guard let file = place.file, let weight = place.weight else {
        try grid.put(Self.plain(250, 0, 0), at: place, difference: nil)
        continue
      }
      try grid.put(Self.plain(0, UInt8(100 + file * 50 + weight * 20), 0), at: place, difference: 0.25)
    }
    let image = grid.image
    #expect((image.width, image.height) == (empty.width, empty.height))
    // Two files, two subjects: four rows, in each of which the base model's picture is 160 × 80 pixels.
    #expect(Self.count(image, 250, 0, 0) == 4 * 160 * 80)
    for (file, weight) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
      #expect(Self.count(image, 0, UInt8(100 + file * 50 + weight * 20), 0) == 2 * 160 * 80)
    }
  }

  @Test("Large tests are drawn smaller, tiny pictures larger")
  func sizes() {
    let huge = EffectGrid(Self.test(side: 1024, files: 20, weights: [0.25, 0.5, 0.75, 1])).image
    #expect(huge.width * huge.height < 36_000_000)
    let small = EffectGrid(Self.test(side: 64)).image
    #expect(small.width >= 3 * 160)
  }

  @Test("A grid without files shows the base model alone")
  func withoutFiles() throws {
    let test = Self.test(files: 0)
    var grid = EffectGrid(test)
    for place in test.places { try grid.put(Self.plain(250, 0, 0), at: place, difference: nil) }
    #expect(Self.count(grid.image, 250, 0, 0) == 2 * 160 * 80)
  }

  @Test(
    "Differences are shown with the digits that matter",
    arguments: [(0.0, "0.0 %"), (0.0123, "1.2 %"), (0.0999, "10 %"), (0.456, "46 %"), (1, "100 %")])
  func percents(part: Double, text: String) {
    #expect(EffectGrid.percent(part) == text)
  }

  @Test("Pictures differ by the mean of what their values differ by")
  func differences() {
    #expect(PictureDifference.mean(Self.plain(0, 0, 0), Self.plain(255, 255, 255)) == 1)
    #expect(PictureDifference.mean(Self.plain(10, 20, 30), Self.plain(10, 20, 30)) == 0)
    #expect(abs(PictureDifference.mean(Self.plain(51, 0, 0), Self.plain(0, 0, 0)) - 0.2 / 3) < 1e-12)
    #expect(PictureDifference.mean(Self.plain(0, 0, 0), RGBImage(width: 1, height: 1, bytes: [0, 0, 0])) == 1)
  }

  private static func count(_ image: RGBImage, _ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    (0..<image.width * image.height).count {
      image.bytes[$0 * 3] == red && image.bytes[$0 * 3 + 1] == green && image.bytes[$0 * 3 + 2] == blue
    }
  }
}

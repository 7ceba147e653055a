import LoracImages
import LoracInspection
import Testing

@Suite struct PictureFactsTests {
  @Test func sharpnessFallsWithBlurOnly() throws {
    let sharp = Scene(seed: 3).image(256, 256)
    let whole = Sharpness.of(BrightnessMap(sharp))
    let blurred = Sharpness.of(BrightnessMap(try sharp.blurred(by: 8)))
    #expect(blurred < whole / 20)
  }

  @Test func darkPicturesAreNoBlurredOnes() {
    var dark = Scene(seed: 3)
    dark.brightness = 0.2
    let ratio =
      Sharpness.of(BrightnessMap(dark.image(256, 256))) / Sharpness.of(BrightnessMap(Scene(seed: 3).image(256, 256)))
    #expect(abs(ratio - 1) < 0.2)
  }

  /// A sharp subject before a plain background is as sharp as one that fills the picture.
  @Test func plainBackgroundsDoNotCount() throws {
    let subject = Scene(seed: 4).image(128, 128)
    var bytes = [UInt8](repeating: 255, count: 512 * 512 * 4)
    for y in 0..<128 {
      bytes.replaceSubrange(
        (y * 512) * 4..<(y * 512 + 128) * 4, with: subject.bytes[y * 128 * 4..<(y + 1) * 128 * 4])
    }
    let small = RGBAImage(width: 512, height: 512, hasAlpha: false, bytes: bytes)
    #expect(Sharpness.of(BrightnessMap(small)) > Sharpness.of(BrightnessMap(subject)) / 4)
  }

  @Test func sizesAreMeasuredAtMostAt512() {
    #expect(Sharpness.size(of: PictureSize(width: 4000, height: 3000)) == PictureSize(width: 512, height: 384))
    #expect(Sharpness.size(of: PictureSize(width: 300, height: 200)) == PictureSize(width: 300, height: 200))
    #expect(Sharpness.size(of: PictureSize(width: 100_000, height: 1)) == PictureSize(width: 512, height: 1))
  }

  /// The variance by its definition, over all inner pixels.
  @Test func varianceOfTheLaplacian() {
    let map = BrightnessMap(Scene(seed: 5).image(40, 30))
    var values: [Double] = []
    for y in 1..<29 {
      for x in 1..<39 {
        func at(_ x: Int, _ y: Int) -> Double { Double(map.values[y * 40 + x]) }
        values.append(at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4 * at(x, y))
      }
    }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.map { ($0 - mean) * ($0 - mean) }
    let variance = squares.reduce(0, +) / Double(values.count)
    #expect(abs(map.cells(columns: 1, rows: 1)[0].laplacian - variance) < 1e-6 * variance)
    #expect(map.cells(columns: 3, rows: 2).count == 6)
    let narrow = BrightnessMap(Scene(seed: 5).image(2, 9)).cells(columns: 2, rows: 2)
    #expect(narrow.map(\.laplacian) == [0, 0, 0, 0])
    #expect(narrow.map(\.contrast) == [0, 0, 0, 0])
  }

  @Test func exposureCountsWhatShows() {
    func exposure(_ pixels: [[UInt8]]) -> Exposure {
      Exposure(
        BrightnessMap(RGBAImage(width: pixels.count, height: 1, hasAlpha: true, bytes: pixels.flatMap(\.self))))
    }
    let mixed = exposure([[0, 0, 0, 255], [255, 255, 255, 255], [100, 100, 100, 255], [0, 0, 0, 0]])
    #expect(mixed.median == 100)
    #expect(abs(mixed.black - 1 / 3) < 1e-12)
    #expect(abs(mixed.white - 1 / 3) < 1e-12)
    #expect(exposure([[0, 0, 0, 0]]).median == 255)
    #expect(BrightnessMap(RGBAImage(width: 1, height: 1, hasAlpha: false, bytes: [255, 0, 0, 255])).values == [76])
  }

  @Test func filesAreMeasured() throws {
    let facts = try PictureFacts(PNGWriter.encode(Scene(seed: 6).image(700, 350)))
    #expect(facts.size == PictureSize(width: 700, height: 350))
    #expect(facts.hash != nil)
    let again = try PictureFacts(PNGWriter.encode(Scene(seed: 6).image(700, 350)))
    #expect(facts == again)
    #expect(throws: ImageError.notAnImage) { try PictureFacts(Array("hello".utf8)) }
  }
}

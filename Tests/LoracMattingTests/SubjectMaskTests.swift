import LoracImages
import LoracMatting
import Testing

@Suite struct SubjectMaskTests {
  private let image = RGBImage(width: 4, height: 1, bytes: [10, 20, 30, 200, 100, 50, 0, 0, 255, 7, 8, 9])
  private let mask = SubjectMask(width: 4, height: 1, bytes: [0, 255, 128, 1])

  @Test func putsTheSubjectBeforeAColor() {
    // 128/255 of blue before white, and 1/255 of the last pixel, both to the nearest.
    #expect(
      mask.fill(image, red: 255, green: 255, blue: 255).bytes == [
        255, 255, 255, 200, 100, 50, 127, 127, 255, 254, 254, 254,
      ])
  }

  @Test func becomesAlphaWithoutChangingColors() {
    #expect(mask.addAlpha(to: image) == [10, 20, 30, 0, 200, 100, 50, 255, 0, 0, 255, 128, 7, 8, 9, 1])
  }

  @Test func saysHowMuchTheSubjectCovers() {
    #expect(abs(mask.coverage - 384.0 / 1020) < 1e-12)
  }
}

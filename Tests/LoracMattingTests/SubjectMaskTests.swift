import LoracImages
import LoracMatting
import Testing

@Suite struct SubjectMaskTests {
  private let mask = SubjectMask(width: 4, height: 1, bytes: [0, 255, 128, 1])

  @Test func cutsOutWithoutChangingColors() {
    let image = RGBImage(width: 4, height: 1, bytes: [10, 20, 30, 200, 100, 50, 0, 0, 255, 7, 8, 9])
    let subject = mask.cutOut(RGBAImage(image))
    #expect(subject.hasAlpha)
    #expect(subject.bytes == [10, 20, 30, 0, 200, 100, 50, 255, 0, 0, 255, 128, 7, 8, 9, 1])
    // 128/255 of blue before white, and 1/255 of the last pixel, both to the nearest.
    #expect(
      subject.composed(on: .white).bytes == [255, 255, 255, 200, 100, 50, 127, 127, 255, 254, 254, 254])
  }

  @Test func keepsWhatWasTransparent() {
    let image = RGBAImage(
      width: 4, height: 1, hasAlpha: true, bytes: [1, 1, 1, 255, 2, 2, 2, 0, 3, 3, 3, 100, 4, 4, 4, 128])
    #expect(mask.cutOut(image).bytes == [1, 1, 1, 0, 2, 2, 2, 0, 3, 3, 3, 50, 4, 4, 4, 1])
  }

  @Test func saysHowMuchTheSubjectCovers() {
    #expect(abs(mask.coverage - 384.0 / 1020) < 1e-12)
  }
}

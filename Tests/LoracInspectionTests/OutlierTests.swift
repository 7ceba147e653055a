import LoracImages
import LoracInspection
import Testing

@Suite struct OutlierTests {
  private func facts(_ sharpness: Double, median: UInt8 = 120, white: Int = 0) -> PictureFacts {
    let values = [UInt8](repeating: 255, count: white) + [UInt8](repeating: median, count: 100 - white)
    let image = RGBAImage(
      width: 100, height: 1, hasAlpha: false, bytes: values.flatMap { [$0, $0, $0, 255] as [UInt8] })
    return PictureFacts(
      size: image.size, sharpness: sharpness, exposure: Exposure(BrightnessMap(image)), hash: nil)
  }

  @Test func blurIsJudgedBesideTheOthers() {
    let usual = [900.0, 1000, 1100, 1000, 950].map { facts($0) }
    #expect(OutlierSearch.find(usual + [facts(100)]).map(\.picture) == [5])
    #expect(OutlierSearch.find(usual + [facts(100)]).map(\.kind) == [.blurred])
    #expect(OutlierSearch.find(usual + [facts(400)]).isEmpty)
    // Where sharpness varies, little is an outlier.
    #expect(OutlierSearch.find([10, 100, 1000, 30, 300, 12, 900].map { facts($0) }).isEmpty)
  }

  @Test func brightnessIsJudgedBesideTheOthers() {
    let usual = [110, 120, 130, 125, 115].map { facts(500, median: $0) }
    #expect(OutlierSearch.find(usual + [facts(500, median: 20)]).map(\.kind) == [.dark])
    #expect(OutlierSearch.find(usual + [facts(500, median: 240)]).map(\.kind) == [.bright])
    #expect(OutlierSearch.find(usual + [facts(500, median: 90)]).isEmpty)
    #expect(OutlierSearch.find(usual + [facts(500, white: 45)]).map(\.kind) == [.burntOut])
    // Drawings on white are white by intent.
    #expect(OutlierSearch.find((0..<8).map { _ in facts(500, white: 45) }).isEmpty)
  }

  @Test func smallSetsAndUnreadablePicturesHaveNone() {
    #expect(OutlierSearch.find([facts(1000), facts(1000), facts(1000), facts(1)]).isEmpty)
    #expect(OutlierSearch.find([nil, nil, nil, nil, nil, facts(1)]).isEmpty)
    #expect(OutlierSearch.find([]).isEmpty)
    let found = OutlierSearch.find([nil] + [1000, 1000, 1000, 1000, 10].map { facts($0) })
    #expect(found.map(\.picture) == [5])
  }
}

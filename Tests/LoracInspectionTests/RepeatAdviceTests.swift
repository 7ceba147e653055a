import LoracImages
import LoracInspection
import Testing

@Suite struct RepeatAdviceTests {
  @Test(arguments: [(35, 30), (12, 80), (100, 10), (1, 80), (20, 50), (200, 5), (300, 3), (1000, 1), (9000, 1)])
  func oneLongEpoch(_ images: Int, _ repeats: Int) {
    let suggestion = RepeatAdvice(images: images, surplus: 0).suggestions.last
    #expect(suggestion?.repeats == repeats)
    #expect(suggestion?.steps == images * repeats)
    #expect(suggestion?.preset == nil)
  }

  @Test func presets() {
    let advice = RepeatAdvice(images: 20, surplus: 0, preset: "realistic")
    #expect(advice.suggestions.map(\.preset) == ["realistic", "anime", nil])
    #expect(advice.suggestions.map(\.steps) == [3000, 3200, 1000])
    #expect(RepeatAdvice(images: 20, surplus: 0).suggestions.first?.preset == "anime")
  }

  @Test(arguments: [
    (0, 0, RepeatAdvice.Amount.none), (9, 0, .tooFew), (12, 0, .few), (12, 5, .tooFew), (20, 0, .enough),
    (35, 0, .enough),
  ]) func amounts(_ images: Int, _ surplus: Int, _ amount: RepeatAdvice.Amount) {
    #expect(RepeatAdvice(images: images, surplus: surplus).amount == amount)
  }

  @Test func shapes() {
    let sizes = [(512, 512), (500, 520), (512, 768), (1000, 1500), (1920, 1080), (100, 1000)]
    let shapes = Shapes(sizes.map { PictureSize(width: $0.0, height: $0.1) })
    #expect(shapes.bars.map(\.name) == ["1:3", "2:3", "1:1", "16:9"])
    #expect(shapes.bars.map(\.count) == [1, 2, 2, 1])
  }
}

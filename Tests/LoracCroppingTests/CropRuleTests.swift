import LoracCropping
import LoracImages
import Testing

@Suite struct CropRuleTests {
  private func size(_ width: Int, _ height: Int) -> PictureSize { PictureSize(width: width, height: height) }

  private let tutorial = [(512, 512), (512, 768), (768, 512)].map { PictureSize(width: $0.0, height: $0.1) }

  @Test func takesTheSizeThatLosesLeast() {
    let rule = CropRule(mode: .center, sizes: tutorial)
    #expect(rule.predictedSize(of: size(3000, 2000)) == size(768, 512))
    #expect(rule.predictedSize(of: size(2000, 3000)) == size(512, 768))
    #expect(rule.predictedSize(of: size(2000, 2100)) == size(512, 512))
    // 1.2247 is where square and 3:2 lose the same; beyond it lies 1.225.
    #expect(rule.predictedSize(of: size(12240, 10000)) == size(512, 512))
    #expect(rule.predictedSize(of: size(12250, 10000)) == size(768, 512))
  }

  @Test func breaksTiesTheSameWayAlways() {
    // A square loses a third to either shape: the first wins.
    #expect(
      CropRule(mode: .focus, sizes: [size(512, 768), size(768, 512)]).predictedSize(of: size(900, 900))
        == size(512, 768))
    #expect(
      CropRule(mode: .focus, sizes: [size(768, 512), size(512, 768)]).predictedSize(of: size(900, 900))
        == size(768, 512))
    // Of one shape the largest that needs no enlarging; if all do, the smallest.
    let squares = CropRule(mode: .center, sizes: [size(512, 512), size(1024, 1024), size(768, 768)])
    #expect(squares.shape(of: size(2000, 1500)).wanted == size(1024, 1024))
    #expect(squares.shape(of: size(1000, 900)).wanted == size(768, 768))
    #expect(squares.shape(of: size(400, 300)).wanted == size(512, 512))
  }

  @Test func keepsTheLargestPart() {
    let rule = CropRule(mode: .center, sizes: [size(512, 768)])
    #expect(rule.shape(of: size(2000, 3000)).kept == size(2000, 3000))
    #expect(rule.shape(of: size(3000, 2000)).kept == size(1333, 2000))
    #expect(rule.shape(of: size(1, 5000)).kept == size(1, 2))
    #expect(rule.shape(of: size(5000, 1)).kept == size(1, 1))
  }

  @Test func smallPicturesFallShortOrGrow() {
    let shape = CropRule(mode: .center, sizes: [size(512, 512)]).shape(of: size(400, 300))
    #expect(shape.result == size(300, 300) && shape.fallsShort && shape.needsEnlarging)
    let grown = CropRule(mode: .center, sizes: [size(512, 512)], allowsUpscale: true).shape(of: size(400, 300))
    #expect(grown.result == size(512, 512) && !grown.fallsShort && grown.needsEnlarging)
    let exact = CropRule(mode: .center, sizes: [size(512, 512)]).shape(of: size(600, 512))
    #expect(exact.result == size(512, 512) && !exact.needsEnlarging)
  }

  @Test func noneKeepsAll() throws {
    let rule = CropRule(mode: .none, sizes: [])
    #expect(rule.predictedSize(of: size(123, 45)) == size(123, 45))
  }

  @Test func asksForTwoPixelsEach() {
    let shape = CropRule(mode: .center, sizes: [size(512, 512)]).shape(of: size(4000, 3000))
    #expect(shape.sufficientSize(of: size(4000, 3000)) == size(1366, 1024))
  }
}

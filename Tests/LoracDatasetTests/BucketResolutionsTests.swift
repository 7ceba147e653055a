import LoracTestSupport
import Testing

@testable import LoracDataset

@Suite struct BucketResolutionsTests {
  struct Case: Decodable {
    /// Width, height, minimum, maximum, step.
    var rules: [Int]
    var buckets: [[Int]]?
    var error: String?
  }

  @Test func equalsSDScripts() throws {
    let cases: [Case] = try references.load("resolutions")
    #expect(cases.count >= 70)
    for item in cases {
      let values = item.rules
      do {
        let rules = try BucketRules(
          resolution: PixelSize(width: values[0], height: values[1]), minimum: values[2], maximum: values[3],
          step: values[4])
        #expect(BucketResolutions.make(rules).map { [$0.width, $0.height] } == item.buckets, "\(values)")
      } catch {
        #expect(item.buckets == nil, "\(values): \(error)")
        let isAssertion =
          switch error {
          case .minimumAboveResolution, .maximumBelowResolution: true
          default: false
          }
        #expect(item.error == (isAssertion ? "AssertionError" : "ZeroDivisionError"), "\(values): \(error)")
      }
    }
  }

  @Test func wellKnownCounts() throws {
    func count(_ width: Int, _ height: Int, _ maximum: Int) throws -> Int {
      let size = PixelSize(width: width, height: height)
      return BucketResolutions.make(try BucketRules(resolution: size, maximum: maximum)).count
    }
    #expect(try count(512, 512, 1024) == 17)
    #expect(try count(1024, 1024, 2048) == 41)
    #expect(try count(768, 768, 1024) == 19)
    #expect(try count(512, 768, 1024) == 19)
  }

  @Test func boundsAreRoundedToTheStep() throws {
    let size = PixelSize(width: 512, height: 512)
    let rules = try BucketRules(resolution: size, minimum: 300, maximum: 1000)
    #expect(rules.minimum == 256)
    #expect(rules.maximum == 1024)
    #expect(rules.minimumAdjustment == .init(from: 300, to: 256))
    #expect(rules.maximumAdjustment == .init(from: 1000, to: 1024))
    let plain = try BucketRules(resolution: size)
    #expect(plain.minimumAdjustment == nil && plain.maximumAdjustment == nil)
  }

  @Test func boundsAreCheckedEvenWhereTheyAreIgnored() {
    #expect(throws: BucketRules.Problem.minimumAboveResolution(minimum: 576, shortSide: 512)) {
      try BucketRules(resolution: PixelSize(width: 512, height: 512), minimum: 600, allowsUpscale: false)
    }
    #expect(throws: BucketRules.Problem.maximumBelowResolution(maximum: 1024, longSide: 2048)) {
      try BucketRules(resolution: PixelSize(width: 512, height: 2048), allowsUpscale: false)
    }
    #expect(throws: BucketRules.Problem.notPositive) {
      try BucketRules(resolution: PixelSize(width: 512, height: 512), step: 0)
    }
  }
}

import LoracTestSupport
import Testing

@testable import LoracDataset

@Suite struct BucketResolutionsTests {
  struct Case: Decodable {
    /// Width, height, minimum, maximum, step.
    var rules: [Int]
    var buckets: [[Int]]?
    var error: String?
    /// Width and height of an image, then of the bucket it goes to.
    var images: [[Int]]?
  }

  @Test(arguments: [("resolutions", BucketRules.Version.current), ("resolutions_2023", .in2023)])
  func equalsSDScripts(_ file: String, _ version: BucketRules.Version) throws {
    let cases: [Case] = try references.load(file)
    #expect(cases.count >= 50)
    for item in cases {
      let values = item.rules
      do {
        let rules = try BucketRules(
          resolution: PixelSize(width: values[0], height: values[1]), minimum: values[2], maximum: values[3],
          step: values[4], version: version)
        #expect(BucketResolutions.make(rules).map { [$0.width, $0.height] } == item.buckets, "\(values)")
        let selector = BucketSelector(rules)
        for image in item.images ?? [] {
          let bucket = try selector.choose(PixelSize(width: image[0], height: image[1])).bucket
          #expect([bucket.width, bucket.height] == [image[2], image[3]], "\(values), \(image)")
        }
      } catch let error as BucketRules.Problem {
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

  @Test func sizesOffTheStepCountLessIn2023() throws {
    func sides(_ width: Int, _ height: Int, _ version: BucketRules.Version) throws -> [PixelSize] {
      BucketResolutions.make(try BucketRules(resolution: PixelSize(width: width, height: height), version: version))
    }
    // 500² pixels are 61 squares of 64, but 7 × 7 = 49 where each side is rounded down first.
    #expect(try sides(500, 500, .current).contains(PixelSize(width: 320, height: 768)))
    #expect(try sides(500, 500, .in2023) == sides(448, 448, .in2023))
    #expect(try sides(512, 765, .in2023) == sides(512, 704, .in2023))
    #expect(throws: BucketRules.Problem.maximumBeyondArea(maximum: 320, longest: 256)) {
      try BucketRules(resolution: PixelSize(width: 128, height: 128), minimum: 64, maximum: 320, version: .in2023)
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

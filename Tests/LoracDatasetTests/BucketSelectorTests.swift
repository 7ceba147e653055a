import LoracTestSupport
import Testing

@testable import LoracDataset

@Suite struct BucketSelectorTests {
  struct Case: Decodable {
    /// Width, height, minimum, maximum, step.
    var rules: [Int]?
    var upscale: Bool?
    var fixed: [Int]?
    /// Image, bucket, resized; only the image where sd-scripts divides by zero.
    var images: [[Int]]
    var errors: [Double?]

    func selector() throws -> BucketSelector {
      if let fixed { return BucketSelector(fixed: PixelSize(width: fixed[0], height: fixed[1])) }
      let values = try #require(rules)
      return BucketSelector(
        try BucketRules(
          resolution: PixelSize(width: values[0], height: values[1]), minimum: values[2], maximum: values[3],
          step: values[4], allowsUpscale: try #require(upscale as Bool?)))
    }
  }

  @Test func equalsSDScripts() throws {
    let cases: [Case] = try references.load("selections")
    var compared = 0
    for item in cases {
      let selector = try item.selector()
      for (image, error) in zip(item.images, item.errors) {
        let choice = try? selector.choose(PixelSize(width: image[0], height: image[1]))
        let found = choice.map {
          [image[0], image[1], $0.bucket.width, $0.bucket.height, $0.resized.width, $0.resized.height]
        }
        guard found ?? Array(image.prefix(2)) == image, choice?.aspectError == error else {
          Issue.record("\(item.rules ?? item.fixed ?? []) \(item.upscale ?? true): \(image) is not \(found ?? [])")
          continue
        }
        compared += 1
      }
    }
    #expect(compared == cases.reduce(0) { $0 + $1.images.count })
    #expect(compared >= 1300)
  }

  @Test func trimsTheMiddle() throws {
    let selector = BucketSelector(try BucketRules(resolution: PixelSize(width: 512, height: 512)))
    let wide = try selector.choose(PixelSize(width: 1920, height: 1080))
    #expect(wide.bucket == PixelSize(width: 640, height: 384))
    #expect(wide.resized == PixelSize(width: 683, height: 384))
    #expect(wide.cropLeft == 21 && wide.cropTop == 0)
    let tall = try selector.choose(PixelSize(width: 600, height: 800))
    #expect(tall.cropLeft == 0 && tall.cropTop == 10)
  }

  @Test func refusesWhatSDScriptsCannotDivide() throws {
    let rules = try BucketRules(resolution: PixelSize(width: 512, height: 512), allowsUpscale: false)
    let selector = BucketSelector(rules)
    #expect(throws: BucketSelector.Problem.tooThin(step: 64)) {
      try selector.choose(PixelSize(width: 6000, height: 60))
    }
    #expect(throws: BucketSelector.Problem.tooThin(step: 64)) { try selector.choose(PixelSize(width: 500, height: 63)) }
    #expect(throws: BucketSelector.Problem.emptyImage) { try selector.choose(PixelSize(width: 0, height: 5)) }
    // A narrow image gets a bucket without width; sd-scripts fails later.
    #expect(try selector.choose(PixelSize(width: 63, height: 500)).bucket == PixelSize(width: 0, height: 448))
  }

  @Test func absurdSizesDoNotTrap() throws {
    for allowsUpscale in [true, false] {
      let selector = BucketSelector(
        try BucketRules(resolution: PixelSize(width: 512, height: 512), allowsUpscale: allowsUpscale))
      for size in [PixelSize(width: Int.max, height: 1), PixelSize(width: 1, height: Int.max)] {
        _ = try? selector.choose(size)
      }
      _ = try? selector.choose(PixelSize(width: Int.max, height: Int.max))
    }
  }
}

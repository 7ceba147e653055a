import LoracImages
import LoracTestSupport
import Testing

@Suite struct ResizeTests {
  /// Pictures resized and cut by sd-scripts (Tests/Tools/resized_images.py).
  struct Document: Decodable {
    struct Picture: Decodable {
      var width: Int
      var height: Int
      var rgb: String

      var image: RGBImage { RGBImage(width: width, height: height, bytes: bytes(hex: rgb)) }
    }

    struct Case: Decodable {
      var source: Int
      var interpolation: String?
      var width: Int
      var height: Int
      var rgb: String
    }

    struct Fit: Decodable {
      var resized: [Int]
      var bucket: [Int]
      var offset: [Int]?
      var rgb: String
    }

    var sources: [Picture]
    var cases: [Case]
    var fits: [Fit]
    var numbers: [Int]
  }

  @Test func equalsOpenCVAndPillow() throws {
    let document: Document = try reference("resized.json")
    #expect(document.cases.count >= 100)
    for item in document.cases {
      let interpolation = item.interpolation.flatMap { ResizeInterpolation(rawValue: $0) }
      let source = document.sources[item.source].image
      let result = try source.resized(width: item.width, height: item.height, interpolation: interpolation)
      #expect(
        result == RGBImage(width: item.width, height: item.height, bytes: bytes(hex: item.rgb)),
        "\(source.width)×\(source.height) to \(item.width)×\(item.height), \(item.interpolation ?? "standard")")
    }
  }

  /// Pictures resized by Pillow alone (Tests/Tools/resized_images.py bicubic).
  struct Bicubic: Decodable {
    struct Case: Decodable {
      var source: Int
      var width: Int
      var height: Int
      var rgb: String
    }

    var sources: [Document.Picture]
    var cases: [Case]
  }

  @Test func bicubicEqualsPillow() throws {
    let document: Bicubic = try reference("bicubic.json")
    #expect(document.cases.count >= 20)
    for item in document.cases {
      let source = document.sources[item.source].image
      let result = try source.resized(width: item.width, height: item.height, interpolation: .bicubic)
      #expect(
        result == RGBImage(width: item.width, height: item.height, bytes: bytes(hex: item.rgb)),
        "\(source.width)×\(source.height) to \(item.width)×\(item.height)")
    }
  }

  @Test func argumentsAreKohyas() {
    #expect(ResizeInterpolation(argument: "linear") == ResizeInterpolation(argument: "bilinear"))
    #expect(ResizeInterpolation(argument: "nearest") == .nearest)
    for name in ["cubic", "bicubic", "box", "lanczos4", "", "Area"] {
      #expect(ResizeInterpolation(argument: name) == nil)
    }
  }

  @Test func fitsIntoBuckets() throws {
    let document: Document = try reference("resized.json")
    let source = try #require(document.sources.first).image
    for item in document.fits {
      let fit = BucketFit(
        resizedWidth: item.resized[0], resizedHeight: item.resized[1], width: item.bucket[0], height: item.bucket[1])
      let result = try fit.apply(to: source, at: item.offset.map { CropOffset(left: $0[0], top: $0[1]) })
      #expect(result == RGBImage(width: fit.width, height: fit.height, bytes: bytes(hex: item.rgb)), "\(item)")
    }
  }

  @Test func normalizesAsTorchvision() throws {
    let numbers = try reference("resized.json", as: Document.self).numbers
    let levels = (0...255).flatMap { [UInt8](repeating: UInt8($0), count: 3) }
    let image = RGBImage(width: 16, height: 16, bytes: levels)
    let expected = numbers.flatMap { [Float](repeating: Float(bitPattern: UInt32(bitPattern: Int32($0))), count: 3) }
    #expect(image.normalized() == expected)
    var target = [Float](repeating: 0, count: levels.count)
    var span = target.mutableSpan
    image.normalize(into: &span)
    #expect(target == expected)
  }

  @Test func flipsEachRow() {
    let image = RGBImage(width: 3, height: 2, bytes: Array(0..<18))
    let flipped = image.flippedHorizontally()
    #expect(flipped.bytes == [6, 7, 8, 3, 4, 5, 0, 1, 2, 15, 16, 17, 12, 13, 14, 9, 10, 11])
    #expect(flipped.flippedHorizontally() == image)
  }
}

import LoracTensor
import LoracTestSupport
import Testing

@Suite("Patches")
struct PatchesTests {
  struct Geometry: Sendable, CustomTestStringConvertible {
    var height = 5
    var width = 7
    var kernel = 3
    var stride = 1
    var before = 1
    var after = 1

    var output: PixelSize {
      PixelSize(
        height: (height + before + after - kernel) / stride + 1, width: (width + before + after - kernel) / stride + 1)
    }
    var input: PixelSize { PixelSize(height: height, width: width) }
    var testDescription: String { "\(height)×\(width), kernel \(kernel), stride \(stride), padding \(before)/\(after)" }
  }

  static let geometries = [
    Geometry(), Geometry(height: 6, width: 4, stride: 2), Geometry(stride: 2), Geometry(height: 1, width: 1),
    Geometry(height: 6, width: 8, stride: 2, before: 0), Geometry(kernel: 1, before: 0, after: 0),
    Geometry(height: 4, width: 6, kernel: 2, stride: 2, before: 0, after: 0),
    Geometry(height: 7, width: 8, kernel: 2, stride: 3, before: 0, after: 0), Geometry(kernel: 4, before: 2, after: 1),
  ]
  private static let (pictures, channels) = (2, 3)

  /// For each result's pixel and tap the pixel that is read, by the definition of a convolution; nil for padding.
  private func reads(_ shape: Geometry) -> [(result: Int, tap: Int, source: Int?)] {
    let (input, output) = (shape.input, shape.output)
    var reads: [(Int, Int, Int?)] = []
    for picture in 0..<Self.pictures {
      for pixel in 0..<output.count {
        for tap in 0..<shape.kernel * shape.kernel {
          let y = pixel / output.width * shape.stride - shape.before + tap / shape.kernel
          let x = pixel % output.width * shape.stride - shape.before + tap % shape.kernel
          let isInside = (0..<input.height).contains(y) && (0..<input.width).contains(x)
          let source = isInside ? picture * input.count + y * input.width + x : nil
          reads.append((picture * output.count + pixel, tap, source))
        }
      }
    }
    return reads
  }

  @Test("hold what a convolution reads", arguments: geometries)
  func forward(_ shape: Geometry) throws {
    var random = SplitMix(seed: 6)
    let source = try memory(random.numbers(Self.pictures * shape.input.count * Self.channels))
    let patches = Patches.forward(
      input: shape.input, output: shape.output, kernel: shape.kernel, stride: shape.stride, padding: shape.before)
    let expected = reads(shape).flatMap { read in
      (0..<Self.channels).map { channel in read.source.map { source.all[$0 * Self.channels + channel] } ?? 0 }
    }
    let width = shape.kernel * shape.kernel * Self.channels
    let rows = Self.pictures * shape.output.count
    for range in [0..<rows, rows / 3..<rows, rows - 1..<rows] {
      let result = try room(range.count * width)
      patches.gather(source.all, channels: Self.channels, rows: range, into: result.all)
      #expect(result.all.values == Array(expected[range.lowerBound * width..<range.upperBound * width]))
    }
  }

  @Test("of the gradient hold each result that read a pixel, by tap", arguments: geometries)
  func backward(_ shape: Geometry) throws {
    var random = SplitMix(seed: 7)
    let gradient = try memory(random.numbers(Self.pictures * shape.output.count * Self.channels))
    let patches = Patches.backward(
      input: shape.input, output: shape.output, kernel: shape.kernel, stride: shape.stride, padding: shape.before)
    let rows = Self.pictures * shape.input.count
    let taps = shape.kernel * shape.kernel
    var expected = [Float](repeating: 0, count: rows * taps * Self.channels)
    for read in reads(shape) {
      guard let source = read.source else { continue }
      for channel in 0..<Self.channels {
        expected[(source * taps + read.tap) * Self.channels + channel] =
          gradient.all[read.result * Self.channels + channel]
      }
    }
    let result = try room(expected.count)
    patches.gather(gradient.all, channels: Self.channels, rows: 0..<rows, into: result.all)
    #expect(result.all.values == expected)
  }

  @Test("do not go beyond the pictures")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      let size = PixelSize(height: 2, width: 2)
      let patches = Patches.forward(input: size, output: size, kernel: 3, stride: 1, padding: 1)
      patches.gather(try Arena(count: 8).all, channels: 2, rows: 0..<5, into: try Arena(count: 90).all)
    }
    await #expect(processExitsWith: .failure) {
      let size = PixelSize(height: 2, width: 2)
      let patches = Patches.forward(input: size, output: size, kernel: 3, stride: 1, padding: 1)
      patches.gather(try Arena(count: 8).all, channels: 2, rows: 0..<4, into: try Arena(count: 71).all)
    }
    await #expect(processExitsWith: .failure) { _ = PixelSize(height: 0, width: 2) }
  }
}

@testable import LoracTensor
import LoracTestSupport
import Testing

@Suite("Patches")
struct PatchesTests {
  private static let channels = 3

  @Test("hold what a convolution reads", arguments: ConvolutionGeometry.all)
  func gathering(_ shape: ConvolutionGeometry) throws {
    var random = SplitMix(seed: 6)
    let source = try memory(random.numbers(ConvolutionGeometry.pictures * shape.input.count * Self.channels))
    let expected = shape.reads.flatMap { read in
      (0..<Self.channels).map { channel in read.source.map { source.all[$0 * Self.channels + channel] } ?? 0 }
    }
    let width = shape.taps * Self.channels
    let rows = ConvolutionGeometry.pictures * shape.output.count
    for range in [0..<rows, rows / 3..<rows, rows - 1..<rows] {
      let result = try room(range.count * width)
      shape.patches.gather(source.all, channels: Self.channels, rows: range, into: result.all)
      #expect(result.all.values == Array(expected[range.lowerBound * width..<range.upperBound * width]))
    }
  }

  @Test("know where a convolution reads", arguments: ConvolutionGeometry.all)
  func places(_ shape: ConvolutionGeometry) throws {
    let rows = ConvolutionGeometry.pictures * shape.output.count
    let memory = try room(rows * shape.taps)
    let places = shape.patches.places(0..<rows, in: memory.all)
    #expect((0..<rows * shape.taps).map { places[$0] } == shape.reads.map { Int32($0.source ?? -1) })
  }

  @Test("do not go beyond the pictures or the room")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      let size = PixelSize(height: 2, width: 2)
      let patches = Patches(input: size, output: size, kernel: 3, stride: 1, padding: 1)
      patches.gather(try Arena(count: 8).all, channels: 2, rows: 0..<5, into: try Arena(count: 90).all)
    }
    await #expect(processExitsWith: .failure) {
      let size = PixelSize(height: 2, width: 2)
      let patches = Patches(input: size, output: size, kernel: 3, stride: 1, padding: 1)
      patches.gather(try Arena(count: 8).all, channels: 2, rows: 0..<4, into: try Arena(count: 71).all)
    }
    await #expect(processExitsWith: .failure) { _ = PixelSize(height: 0, width: 2) }
    await #expect(processExitsWith: .failure) {
      let size = PixelSize(height: 2, width: 2)
      _ = Patches(input: size, output: size, kernel: 3, stride: 1, padding: 1).places(0..<4, in: try room(35).all)
    }
  }
}

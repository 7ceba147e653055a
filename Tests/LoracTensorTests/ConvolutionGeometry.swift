import LoracTensor
import Testing

/// A convolution of two pictures, for tests.
struct ConvolutionGeometry: Sendable, CustomTestStringConvertible {
  var height = 5
  var width = 7
  var kernel = 3
  var stride = 1
  var before = 1
  var after = 1

  static let pictures = 2

  static let all = [
    Self(), Self(height: 6, width: 4, stride: 2), Self(stride: 2), Self(height: 1, width: 1),
    Self(height: 6, width: 8, stride: 2, before: 0), Self(kernel: 1, before: 0, after: 0),
    Self(height: 4, width: 6, kernel: 2, stride: 2, before: 0, after: 0),
    Self(height: 7, width: 8, kernel: 2, stride: 3, before: 0, after: 0), Self(kernel: 4, before: 2, after: 1),
  ]

  var taps: Int { kernel * kernel }
  var output: PixelSize {
    PixelSize(
      height: (height + before + after - kernel) / stride + 1, width: (width + before + after - kernel) / stride + 1)
  }
  var input: PixelSize { PixelSize(height: height, width: width) }
  var patches: Patches { Patches(input: input, output: output, kernel: kernel, stride: stride, padding: before) }
  var testDescription: String { "\(height)×\(width), kernel \(kernel), stride \(stride), padding \(before)/\(after)" }

  /// For each result's pixel and tap the pixel that is read, by the definition of a convolution; nil for padding.
  var reads: [(result: Int, tap: Int, source: Int?)] {
    var reads: [(Int, Int, Int?)] = []
    for picture in 0..<Self.pictures {
      for pixel in 0..<output.count {
        for tap in 0..<taps {
          let y = pixel / output.width * stride - before + tap / kernel
          let x = pixel % output.width * stride - before + tap % kernel
          let isInside = (0..<height).contains(y) && (0..<width).contains(x)
          let source = isInside ? picture * input.count + y * width + x : nil
          reads.append((picture * output.count + pixel, tap, source))
        }
      }
    }
    return reads
  }
}

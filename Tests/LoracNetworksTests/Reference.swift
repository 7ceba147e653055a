import LoracTestSupport
import LoracWeights
import Testing

/// What PyTorch computed, as Tests/Tools/network_reference.py wrote it.
enum Reference {
  private static let file = Result {
    try MappedSafetensors.open("\(testFolder())/Reference/networks.safetensors")
  }

  static func numbers(_ name: String) throws -> [Float] {
    try #require(try file.get().tensor(name)?.floats, "\(name) is missing")
  }
}

/// The largest difference of two tensors, as a part of the largest number of the second.
func relativeError(_ values: [Float], _ expected: [Float]) -> Double {
  guard values.count == expected.count else { return .infinity }
  var (largest, difference) = (Float.leastNormalMagnitude, Float(0))
  for (value, wanted) in zip(values, expected) {
    guard value.isFinite else { return .infinity }
    largest = max(largest, abs(wanted))
    difference = max(difference, abs(value - wanted))
  }
  return Double(difference / largest)
}

/// Pictures as PyTorch keeps them, [pictures, channels, height, width], with the channels last.
func channelsLast(_ values: [Float], pictures: Int, channels: Int, pixels: Int) -> [Float] {
  var result = [Float](repeating: 0, count: values.count)
  for picture in 0..<pictures {
    for channel in 0..<channels {
      for pixel in 0..<pixels {
        result[(picture * pixels + pixel) * channels + channel] =
          values[(picture * channels + channel) * pixels + pixel]
      }
    }
  }
  return result
}

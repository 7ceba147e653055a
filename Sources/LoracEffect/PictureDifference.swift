package import LoracImages

/// How far two pictures of one size are from each other.
package enum PictureDifference {
  /// The mean absolute difference of all values, from 0 (equal) to 1 (black against white); 1 for unequal sizes.
  package static func mean(_ first: RGBImage, _ second: RGBImage) -> Double {
    guard first.width == second.width, first.height == second.height else { return 1 }
    var sum = 0
    for (one, other) in zip(first.bytes, second.bytes) { sum += abs(Int(one) - Int(other)) }
    return Double(sum) / Double(max(1, first.bytes.count) * 255)
  }
}

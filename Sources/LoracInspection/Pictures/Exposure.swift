package import LoracImages

/// How bright a picture is.
package struct Exposure: Sendable, Hashable {
  /// The brightness that half of the pixels have at most, 0 to 255.
  package let median: Int
  /// The share of pixels that are black (at most 4 of 255), 0 to 1.
  package let black: Double
  /// The share of pixels that are white (at least 251 of 255), 0 to 1.
  package let white: Double

  /// The exposure of a picture; transparent pixels do not count.
  package init(_ map: BrightnessMap) {
    let total = map.counts.reduce(0, +)
    guard total > 0 else {
      (median, black, white) = (255, 0, 0)
      return
    }
    var below = 0
    median =
      map.counts.indices.first { level in
        below += map.counts[level]
        return 2 * below >= total
      } ?? 255
    black = Double(map.counts[...4].reduce(0, +)) / Double(total)
    white = Double(map.counts[251...].reduce(0, +)) / Double(total)
  }
}

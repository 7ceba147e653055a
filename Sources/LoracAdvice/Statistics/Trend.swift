/// How numbers change over a position: Theil and Sen's slope, and the test of Mann and Kendall.
struct Trend: Sendable, Hashable {
  /// The median of the slopes of all pairs of points; 0 with fewer than two positions.
  let slope: Double
  /// Pairs that rise minus pairs that fall, as a part of all pairs, from -1 to 1: Kendall's τ.
  let agreement: Double
  /// By how many standard deviations rising and falling pairs differ from what no trend would give.
  let deviation: Double

  /// The trend of points in ascending order of `x`.
  init(_ points: [(x: Double, y: Double)]) {
    var slopes: [Double] = []
    var difference = 0
    for (place, second) in points.enumerated() {
      for first in points[..<place] where second.x > first.x {
        slopes.append((second.y - first.y) / (second.x - first.x))
        difference += second.y > first.y ? 1 : second.y < first.y ? -1 : 0
      }
    }
    slope = slopes.isEmpty ? 0 : Median.of(slopes)
    agreement = slopes.isEmpty ? 0 : Double(difference) / Double(slopes.count)
    let count = Double(points.count)
    let variance = count * (count - 1) * (2 * count + 5) / 18
    deviation = variance > 0 ? Double(difference) / variance.squareRoot() : 0
  }
}

/// The rank-sum test of Wilcoxon, Mann and Whitney: whether numbers of one stretch tend to be larger than those of another.
///
/// Only the order of the numbers counts, so that a few very large losses weigh no more than others. The numbers are sorted
/// once, and any two stretches are compared in one pass.
struct RankSum {
  /// What comparing two stretches gives.
  struct Comparison: Hashable {
    /// By how many standard deviations the ranks of the later stretch lie above what one distribution would give.
    ///
    /// Normal approximation with the variance corrected for ties, without continuity correction. 0 where either stretch is
    /// empty or all numbers are equal.
    let deviation: Double
    /// The median of the earlier stretch; NaN if it is empty.
    let earlierMedian: Double
    /// The median of the later stretch; NaN if it is empty.
    let laterMedian: Double
  }

  private let values: [Double]
  /// The places of the values, the smallest first.
  private let order: [Int]

  /// Sorts `values`, none of which is NaN.
  init(_ values: [Double]) {
    self.values = values
    order = values.indices.sorted { values[$0] < values[$1] }
  }

  /// By how many standard deviations `later` lies above `earlier`.
  static func deviation(of later: ArraySlice<Double>, above earlier: ArraySlice<Double>) -> Double {
    let ranks = RankSum(Array(earlier) + Array(later))
    return ranks.compare(0..<earlier.count, earlier.count..<(earlier.count + later.count)).deviation
  }

  /// Compares two stretches, which do not overlap.
  func compare(_ earlier: Range<Int>, _ later: Range<Int>) -> Comparison {
    var sums = RankSums(earlier: MedianPick(count: earlier.count), later: MedianPick(count: later.count))
    values.withUnsafeBufferPointer { values in
      order.withUnsafeBufferPointer { order in
        var place = 0
        while place < order.count {
          let index = order[place]
          place += 1
          if index >= later.lowerBound, index < later.upperBound {
            sums.add(values[index], isLater: true)
          } else if index >= earlier.lowerBound, index < earlier.upperBound {
            sums.add(values[index], isLater: false)
          }
        }
      }
    }
    sums.endTie()
    return Comparison(
      deviation: sums.deviation, earlierMedian: sums.earlier.median, laterMedian: sums.later.median)
  }
}

/// Sums of ranks while the numbers of two stretches go by in ascending order.
private struct RankSums {
  var earlier: MedianPick
  var later: MedianPick
  private var laterRanks = 0.0
  private var ties = 0.0
  private var seen = 0
  private var tied = 0
  private var tiedLater = 0
  private var value = Double.nan

  init(earlier: MedianPick, later: MedianPick) {
    self.earlier = earlier
    self.later = later
  }

  mutating func add(_ next: Double, isLater: Bool) {
    if next != value {
      endTie()
      value = next
    }
    tied += 1
    if isLater {
      tiedLater += 1
      later.add(next)
    } else {
      earlier.add(next)
    }
  }

  /// Equal numbers share the mean of their ranks.
  mutating func endTie() {
    let equal = Double(tied)
    laterRanks += Double(tiedLater) * (Double(seen) + (equal + 1) / 2)
    ties += equal * equal * equal - equal
    seen += tied
    (tied, tiedLater) = (0, 0)
  }

  var deviation: Double {
    let (count, other) = (Double(later.count), Double(earlier.count))
    let total = count + other
    guard count > 0, other > 0 else { return 0 }
    let variance = count * other / 12 * (total + 1 - ties / (total * (total - 1)))
    guard variance > 0 else { return 0 }
    return (laterRanks - count * (count + 1) / 2 - count * other / 2) / variance.squareRoot()
  }
}

/// The median of numbers that go by in ascending order.
private struct MedianPick {
  let count: Int
  private var seen = 0
  private var low = Double.nan
  private var high = Double.nan

  init(count: Int) { self.count = count }

  mutating func add(_ value: Double) {
    if seen == (count - 1) / 2 { low = value }
    if seen == count / 2 { high = value }
    seen += 1
  }

  var median: Double { (low + high) / 2 }
}

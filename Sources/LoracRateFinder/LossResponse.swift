/// How the loss answered to the rate that was searched: a rate that is too high for a run shows there, and not in `d`.
package struct LossResponse: Sendable, Hashable {
  /// The median loss of the first quarter of the steps, at least ten.
  package let early: Double
  /// The median loss of the last quarter.
  package let late: Double
  /// Whether the loss rose.
  ///
  /// The late median is at least 1.25 times the early one, and three quarters of the late losses lie above that. Losses
  /// without a number count as infinite; a late median that is has risen in any case.
  package let hasRisen: Bool

  /// What part of the rate that was found is advised: all of it, half where the loss rose, a tenth where it doubled.
  ///
  /// lorac's choice: docs/learning-rate.md says what it was tried on.
  package var advisedShare: Double {
    guard hasRisen else { return 1 }
    return late < Self.ruin * early ? 0.5 : 0.1
  }

  static let fewestSteps = 40
  private static let limit = 1.25
  private static let ruin = 2.0

  /// Compares the ends of `losses`, one for each step in order; nil for fewer than 40.
  package init?(_ losses: [Double]) {
    guard losses.count >= Self.fewestSteps else { return nil }
    let count = losses.count / 4
    let first = Self.sorted(losses.prefix(count))
    let last = Self.sorted(losses.suffix(count))
    early = first[count / 2]
    late = last[count / 2]
    hasRisen = !late.isFinite || late >= Self.limit * early && last[count / 4] > early
  }

  private static func sorted(_ losses: ArraySlice<Double>) -> [Double] {
    losses.map { $0.isFinite ? $0 : .infinity }.sorted()
  }
}

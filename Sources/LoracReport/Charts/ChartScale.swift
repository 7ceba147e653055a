internal import Glibc

/// How values become places: from 0 at the lower end to 1 at the upper.
struct ChartScale: Sendable, Hashable {
  /// Equal distances for equal differences, or for equal factors.
  enum Kind: String, Sendable, CaseIterable {
    case linear
    case logarithmic
  }

  /// The kind.
  let kind: Kind
  /// The value at the lower end.
  let low: Double
  /// The value at the upper end.
  let high: Double

  /// A scale that holds `values`, widened a little; nil without a value, and for logarithms without a positive one.
  ///
  /// `includesZero` puts a linear scale's lower end at 0.
  init?(_ kind: Kind, of values: [Double], includesZero: Bool = false) {
    let usable = values.filter { $0.isFinite && (kind == .linear || $0 > 0) }
    guard var low = usable.min(), var high = usable.max() else { return nil }
    self.kind = kind
    switch kind {
    case .linear:
      if includesZero { low = min(low, 0) }
      let room = high > low ? (high - low) * 0.06 : max(high.magnitude * 0.1, 1e-12)
      high += room
      if !(includesZero && low == 0) { low -= low >= 0 ? min(room, low) : room }
    case .logarithmic:
      let room = high > low ? pow(high / low, 0.06) : 1.2
      (low, high) = (low / room, high * room)
    }
    (self.low, self.high) = (low, high)
  }

  /// The place of `value`, which may lie outside 0 to 1; nil for what has none.
  func place(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    switch kind {
    case .linear: return (value - low) / (high - low)
    case .logarithmic: return value > 0 ? log(value / low) / log(high / low) : nil
    }
  }

  /// Round values to write at the axis, ascending: about `count`, where that can be.
  func ticks(count: Int) -> [Double] {
    if kind == .logarithmic {
      for digits in [[1.0], [1, 3], [1, 2, 5], [1, 2, 3, 4, 5, 7]] {
        let ticks = decades(digits)
        if ticks.count >= max(3, count - 2) { return thinned(ticks, to: count + 2) }
      }
    }
    return even(count)
  }

  private func decades(_ digits: [Double]) -> [Double] {
    let exponents = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
    return exponents.flatMap { exponent in digits.map { $0 * pow(10, Double(exponent)) } }
      .filter { $0 >= low && $0 <= high }
  }

  private func thinned(_ ticks: [Double], to count: Int) -> [Double] {
    let step = (ticks.count + count - 1) / count
    return ticks.indices.filter { $0 % step == 0 }.map { ticks[$0] }
  }

  private func even(_ count: Int) -> [Double] {
    let step = Self.roundStep((high - low) / Double(max(1, count)))
    guard step > 0, (high - low) / step < 1000 else { return [] }
    let first = Int((low / step).rounded(.up))
    let last = Int((high / step).rounded(.down))
    return first <= last ? (first...last).map { Double($0) * step } : []
  }

  /// 1, 2 or 5 times a power of ten, not below `step`.
  static func roundStep(_ step: Double) -> Double {
    guard step > 0, step.isFinite else { return 0 }
    let power = pow(10, log10(step).rounded(.down))
    return ([1, 2, 5].first { $0 * power >= step * 0.999 } ?? 10) * power
  }
}

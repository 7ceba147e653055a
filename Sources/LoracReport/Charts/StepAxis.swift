internal import LoracPlanText

/// The steps that are written below a chart, none over another.
struct StepAxis: Sendable, Hashable {
  /// The width of a digit at the axis, and the room between two labels, in pixels.
  private static let (digit, gap) = (7.2, 8.0)
  /// The narrowest plot on a wide page, and on a telephone's.
  private static let (wideRoom, narrowRoom) = (450.0, 250.0)

  /// The steps on a wide page: round ones, with the first and the last.
  let ticks: [Int]
  /// Those of them for which there is room on a narrow page.
  let narrow: [Int]

  /// The axis of a chart from `first` to `last`.
  init(from first: Int, to last: Int) {
    guard last > first else {
      (ticks, narrow) = ([first], [first])
      return
    }
    let step = max(1, Int(ChartScale.roundStep(Double(last) / 8)))
    let inner = stride(from: step, to: last, by: step).filter { $0 > first }
    ticks = Self.fitting(first, inner, last, in: Self.wideRoom)
    narrow = Self.fitting(first, ticks.dropFirst().dropLast(), last, in: Self.narrowRoom)
  }

  /// `first`, every n-th of `inner`, and `last`, with the smallest n that leaves room between labels.
  ///
  /// The first label begins at the left edge, the last ends at the right one, and all others are centred.
  private static func fitting(_ first: Int, _ inner: some Sequence<Int>, _ last: Int, in room: Double) -> [Int] {
    let inner = Array(inner)
    func width(_ step: Int) -> Double { Double(Numbers.grouped(step).count) * digit }
    func center(_ step: Int) -> Double { Double(step - first) / Double(last - first) * room }
    let begin = width(first) + gap
    let end = room - width(last) - gap
    for every in 1...max(1, inner.count) {
      let kept = inner.indices.filter { ($0 + 1) % every == 0 }.map { inner[$0] }
        .filter { center($0) - width($0) / 2 >= begin && center($0) + width($0) / 2 <= end }
      let isRoomy = zip(kept, kept.dropFirst()).allSatisfy {
        center($1) - center($0) >= (width($0) + width($1)) / 2 + gap
      }
      if isRoomy { return [first] + kept + [last] }
    }
    return [first, last]
  }
}

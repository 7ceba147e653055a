/// Decides whether D-Adaptation has found the learning rate: whether `d·lr` has risen and then stayed where it is.
///
/// D-Adaptation raises `d`, its estimate of the distance to the solution, and never lowers it. It rises in steps, often
/// by doublings, and may rest between two of them; a rest is no plateau. `d·lr` has reached its plateau at step `t` when
/// all of these hold:
///
/// 1. **It has risen**: it is at least ``smallestRise`` times its first value. An estimate that never moved says nothing.
/// 2. **It has rested long enough**: the span looked at are the last ``shortestSpan`` steps or the last ``share`` of all
///    steps, whichever is more, with at least ``fewestPoints`` points in it.
/// 3. **It is flat there**: cut into five parts, the span's medians differ by at most ``tolerance``; and the median of its
///    first three values does not lie below the height, nor that of its last three above it, by more than twice that.
///    Medians, so that noise in a log does not hide a plateau; the ends, so that a rise at either is not overlooked.
///
/// The plateau's height is the median of the span. It began at the first step from which no later median of five
/// lies below the height by more than twice the tolerance. The numbers are lorac's own choice; docs/learning-rate.md says what
/// they were tried on.
package struct PlateauCriterion: Sendable, Hashable {
  /// The least factor by which the value must have risen.
  package var smallestRise = 2.0
  /// The least number of steps for which the value must have rested.
  package var shortestSpan = 50
  /// The share of all steps for which the value must have rested.
  package var share = 1.0 / 3
  /// The least number of points in the span.
  package var fewestPoints = 10
  /// By how much medians may differ, as a part of the smaller one.
  package var tolerance = 0.05

  /// The criterion as it is documented.
  package init() {}

  /// What a curve shows at its end.
  package enum Verdict: Sendable, Hashable {
    /// There are no points.
    case empty
    /// The value has not risen by ``PlateauCriterion/smallestRise`` yet.
    case unmoved
    /// The value has risen, and is still rising or has not rested long enough.
    ///
    /// `growth` is the part by which it grew over the last span, as in 0.4 for 40 %; `earlier` is a plateau that it had
    /// reached and left again.
    case rising(growth: Double, earlier: Plateau?)
    /// The value has fallen by more than twice the tolerance, which `d` cannot: its learning rate follows a schedule.
    case falling
    /// The value has reached its plateau.
    case plateau(Plateau)
  }

  /// A stretch over which the value stayed where it was.
  package struct Plateau: Sendable, Hashable {
    /// The value: the median of the span that was looked at.
    package var height: Double
    /// The first step of the stretch.
    package var firstStep: Int
    /// The last step that was looked at.
    package var lastStep: Int
    /// How many steps the span has that was looked at.
    package var span: Int
    /// The part by which the medians of the span's five parts differ.
    package var growth: Double

    /// For how many steps the value has stayed.
    package var length: Int { lastStep - firstStep }
  }

  /// What `curve` shows at its end.
  package func judge(_ curve: RateCurve) -> Verdict {
    guard let first = curve.points.first, let last = curve.points.last else { return .empty }
    if hasFallen(curve) { return .falling }
    guard last.value >= smallestRise * first.value else { return .unmoved }
    let span = span(of: curve, at: last.step)
    guard let plateau = plateau(curve, at: last.step) else {
      let before = curve.points.last { $0.step <= last.step - span }?.value ?? first.value
      return .rising(growth: max(0, last.value / before - 1), earlier: earlierPlateau(curve))
    }
    return .plateau(plateau)
  }

  /// The plateau that ends at `step`; nil if none does.
  private func plateau(_ curve: RateCurve, at step: Int) -> Plateau? {
    let span = span(of: curve, at: step)
    guard let first = curve.points.first, step - span >= first.step - 1 else { return nil }
    let values = curve.values(in: step - span...step)
    guard values.count >= fewestPoints else { return nil }
    let medians = (0..<5).map { Self.median(values[values.count * $0 / 5..<values.count * ($0 + 1) / 5]) }
    let (lowest, highest) = (medians.min() ?? 0, medians.max() ?? 0)
    let height = Self.median(values[...])
    guard height >= smallestRise * first.value, highest <= lowest * (1 + tolerance),
      Self.median(values.prefix(3)) * (1 + 2 * tolerance) >= height,
      Self.median(values.suffix(3)) <= height * (1 + 2 * tolerance)
    else { return nil }
    return Plateau(
      height: height, firstStep: firstStep(of: height, in: curve, before: step - span), lastStep: step, span: span,
      growth: highest / lowest - 1)
  }

  /// How many steps are looked at after `step` steps.
  private func span(of curve: RateCurve, at step: Int) -> Int {
    max(shortestSpan, Int((Double(step) * share).rounded(.up)))
  }

  /// The first step from which the curve stays at `height`.
  private func firstStep(of height: Double, in curve: RateCurve, before end: Int) -> Int {
    let points = curve.points
    guard var index = points.lastIndex(where: { $0.step <= end }) else { return points.first?.step ?? 0 }
    while index > 0 {
      let around = points[max(0, index - 4)...index].map(\.value)
      if Self.median(around[...]) * (1 + 2 * tolerance) < height { break }
      index -= 1
    }
    // A median lags behind a step.
    while index > 0, points[index - 1].value * (1 + 2 * tolerance) >= height { index -= 1 }
    while points[index].step <= end, points[index].value * (1 + 2 * tolerance) < height { index += 1 }
    return points[index].step
  }

  /// The last plateau before the curve's end; looked for at a hundred places.
  private func earlierPlateau(_ curve: RateCurve) -> Plateau? {
    let stride = max(1, curve.points.count / 100)
    for index in Swift.stride(from: curve.points.count - 1, through: 0, by: -stride) {
      if let found = plateau(curve, at: curve.points[index].step) { return found }
    }
    return nil
  }

  /// Whether the last values lie below what the curve had reached before.
  private func hasFallen(_ curve: RateCurve) -> Bool {
    let points = curve.points
    guard points.count >= 2 * fewestPoints else { return false }
    let width = fewestPoints
    let end = Self.median(points.suffix(width).map(\.value)[...])
    let highest =
      stride(from: 0, through: points.count - width, by: width).map { start in
        Self.median(points[start..<start + width].map(\.value)[...])
      }.max() ?? end
    return end * (1 + 2 * tolerance) < highest
  }

  /// The middle value, or the mean of the two in the middle.
  private static func median(_ values: ArraySlice<Double>) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}

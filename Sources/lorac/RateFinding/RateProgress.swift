internal import LoracPlanText
internal import LoracRateFinder

/// The progress line of a search for the learning rate.
struct RateProgress {
  private var display = ProgressDisplay()
  private let limit: Int
  private var secondsPerStep: Double?

  /// The progress of at most `limit` steps.
  init(limit: Int) { self.limit = limit }

  /// Shows `step` and what the curve shows so far; `seconds` is what the step took.
  mutating func show(step: Int, seconds: Double?, _ curve: RateCurve, _ verdict: PlateauCriterion.Verdict) {
    if let seconds { secondsPerStep = secondsPerStep.map { $0 + (seconds - $0) / 10 } ?? seconds }
    var parts = ["step \(Numbers.grouped(step)) of at most \(Numbers.grouped(limit))"]
    parts.append(curve.points.last.map { "d·lr \(Numbers.rate($0.value))" } ?? "d·lr not logged yet")
    parts.append(Self.state(verdict, curve))
    if let pace = secondsPerStep {
      parts.append("\(Numbers.fixed(pace, pace < 10 ? 2 : 1)) s/step")
      let left = Double(max(0, limit - step)) * pace
      if left > 0 { parts.append("at most \(Numbers.duration(left)) left") }
    }
    var line = parts.joined(separator: "  ")
    while line.count > display.width, parts.count > 2 {
      parts.removeLast()
      line = parts.joined(separator: "  ")
    }
    display.show(line, isLast: step == limit)
  }

  /// Shows a line about what comes before.
  mutating func show(_ line: String) { display.show(line, isLast: false) }

  /// Writes a line that stays.
  mutating func note(_ line: String) { display.note(line) }

  /// Takes the line away.
  mutating func clear() { display.clear() }

  private static func state(_ verdict: PlateauCriterion.Verdict, _ curve: RateCurve) -> String {
    switch verdict {
    case .empty, .unmoved: return "not risen yet"
    case .falling: return "falling"
    case .plateau: return "plateau"
    case .rising:
      guard let last = curve.points.last,
        let start = curve.points.last(where: { $0.value * 1.05 < last.value })?.step
      else { return "rising" }
      let length = last.step - start - 1
      return length > 4 ? "flat for \(Numbers.count(length, "step"))" : "rising"
    }
  }
}

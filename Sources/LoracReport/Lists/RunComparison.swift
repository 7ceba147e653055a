internal import LoracPlan
package import LoracPlanText
package import LoracRunHistory

/// Two runs side by side.
package struct RunComparison: Sendable {
  /// The run that stands on the left.
  package let first: RunHistory
  /// The run that stands on the right.
  package let second: RunHistory
  /// What differs between the plans; nil if one of them cannot be read.
  package let difference: PlanDifference?

  /// Compares `first` with `second`.
  package init(_ first: RunHistory, _ second: RunHistory) {
    self.first = first
    self.second = second
    if let old = first.plan, let new = second.plan {
      difference = try? PlanDifference(from: old, to: new)
    } else {
      difference = nil
    }
  }

  /// Which plans cannot be read, and why, without the full stop.
  var unreadablePlans: [String] {
    let lines = [first, second].compactMap { history in
      history.planProblem.map { "'\(history.folder)/plan.json' \($0)" }
    }
    return lines.isEmpty ? ["The plans are of lorac versions that cannot be compared"] : lines
  }

  /// A row: what it is about, and what each run has.
  struct Row {
    var label: String
    var first: String
    var second: String
  }

  /// Outcome, losses, rates, files and previews.
  var results: [Row] {
    let (left, right) = (RunSummary(first), RunSummary(second))
    let rows = [
      Row("begun", left, right) { Moments.short($0.began) }, Row("outcome", left, right) { $0.outcome.word },
      Row("steps", left, right) { run in
        let done = run.outcome == .unknown && run.stepsDone == 0 ? "unknown" : Numbers.grouped(run.stepsDone)
        return "\(done) of \(Numbers.grouped(run.totalSteps))"
      },
      Row("average loss", left, right) { Self.loss($0.averageLoss) },
      Row(label: "lowest average", first: Self.lowestAverage(first), second: Self.lowestAverage(second)),
      Row("held-out loss", left, right) { Self.loss($0.heldOutLoss) },
      Row(label: "lowest held-out", first: Self.lowestHeldOut(first), second: Self.lowestHeldOut(second)),
      Row(label: "rates", first: Self.rates(first), second: Self.rates(second)),
      Row("time", left, right) { $0.seconds > 0 ? Numbers.duration($0.seconds) : "" },
      Row("files", left, right) { $0.files.isEmpty ? "" : Numbers.grouped($0.files.count) },
      Row("previews", left, right) { $0.previews == 0 ? "" : Numbers.grouped($0.previews) },
    ]
    return rows.filter { !$0.first.isEmpty || !$0.second.isEmpty }
  }

  /// The average losses at up to `count` steps that both runs have done, the first and last among them.
  func losses(count: Int) -> [(step: Int, first: Double, second: Double)] {
    let right = Dictionary(
      second.events.steps.compactMap { step in step.averageLoss.map { (step.step, $0) } }, uniquingKeysWith: { $1 })
    let both = first.events.steps.compactMap { step -> (step: Int, first: Double, second: Double)? in
      guard let loss = step.averageLoss, let other = right[step.step] else { return nil }
      return (step.step, loss, other)
    }
    guard both.count > count, count > 1 else { return both }
    return (0..<count).map { both[$0 * (both.count - 1) / (count - 1)] }
  }

  static func loss(_ value: Double?) -> String {
    value.map { $0.isFinite ? Numbers.fixed($0, 4) : "no number" } ?? ""
  }

  private static func lowestAverage(_ history: RunHistory) -> String {
    // The first epoch's average rests on few steps.
    let settled = history.events.steps.dropFirst(history.plan?.steps.perEpoch ?? 0)
    let points = settled.compactMap { step in step.averageLoss.flatMap { $0.isFinite ? (step.step, $0) : nil } }
    return points.min { $0.1 < $1.1 }.map { "\(Numbers.fixed($0.1, 4)) at step \(Numbers.grouped($0.0))" } ?? ""
  }

  private static func lowestHeldOut(_ history: RunHistory) -> String {
    let lowest = history.events.validations.filter(\.loss.isFinite).min { $0.loss < $1.loss }
    return lowest.map { "\(Numbers.fixed($0.loss, 4)) at step \(Numbers.grouped($0.step))" } ?? ""
  }

  /// The highest rate of each group of parameters.
  private static func rates(_ history: RunHistory) -> String {
    var highest: [(name: String, value: Double)] = []
    for rate in history.events.steps.lazy.flatMap(\.rates) {
      if let index = highest.firstIndex(where: { $0.name == rate.name }) {
        highest[index].value = max(highest[index].value, rate.value)
      } else {
        highest.append((rate.name, rate.value))
      }
    }
    return highest.map { "\(RunCharts.label($0.name)) \(Numbers.rate($0.value))" }.joined(separator: ", ")
  }
}

extension RunComparison.Row {
  /// The same text of both runs.
  init(_ label: String, _ left: RunSummary, _ right: RunSummary, _ text: (RunSummary) -> String) {
    self.init(label: label, first: text(left), second: text(right))
  }
}

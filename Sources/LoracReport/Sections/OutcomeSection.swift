internal import LoracPlanText
internal import LoracPlan
internal import LoracRunHistory

/// How the run stands: progress, the key figures, and what went wrong.
struct OutcomeSection {
  private let history: RunHistory

  /// The section of `history`.
  init(_ history: RunHistory) { self.history = history }

  /// The section.
  var markup: Markup {
    """
    <section id="outcome" aria-label="Outcome">
    \(failure)\(damage)\(progress)<dl class="tiles">\(tiles)</dl>
    </section>

    """
  }

  private var failure: Markup {
    switch history.outcome {
    case .failed(let code, let message):
      let explain = code.map { "<p><code>lorac explain \($0)</code> says more.</p>" as Markup } ?? .empty
      let name = code.map { "<strong>\($0)</strong> " as Markup } ?? .empty
      return "<div class=\"alert failed\" role=\"alert\"><p>\(name)\(message ?? "the run failed")</p>\(explain)</div>\n"
    case .stopped:
      // A search is stopped as soon as the rate is known, and cannot be resumed.
      if history.rateSearch != nil { return .empty }
      return
        "<div class=\"alert stopped\"><p>Stopped on request; <code>--resume</code> goes on from its state.</p></div>\n"
    case .interrupted where history.events.lineCount > 0:
      return """
        <div class="alert interrupted"><p>The log has no end: the process was killed. What was saved before is whole.</p></div>

        """
    default: return .empty
    }
  }

  private var damage: Markup {
    guard let line = history.damagedLogLine else { return .empty }
    let lost =
      history.outcome == .unknown ? ", so that nobody knows how the run ended" : ": what it said is missing here"
    return """
      <div class="alert interrupted"><p>Line \(Numbers.grouped(line)) of <code>events.jsonl</code> cannot be read\(lost). \
      LoRA files and previews are not affected.</p></div>

      """
  }

  private var progress: Markup {
    let (done, total) = (history.stepsDone, history.totalSteps)
    guard history.outcome != .finished, history.outcome != .unknown, total > 0, history.rateSearch == nil else {
      return .empty
    }
    let percent = min(100, done * 100 / total)
    let left =
      pace.map {
        history.outcome == .running && done < total ? ", \(Numbers.duration($0 * Double(total - done))) left" : ""
      }
    var words = "\(percent) %\(left ?? "")"
    if history.outcome == .running, let preparation = history.events.preparation {
      words =
        "preparing: \(preparation.phase) \(Numbers.grouped(preparation.done)) of \(Numbers.grouped(preparation.total))"
    }
    return """
      <div class="progress"><progress max="\(total)" value="\(done)" aria-label="Steps done"></progress>\
      <span>\(words)</span></div>

      """
  }

  /// Seconds per step: the median of the last ones.
  private var pace: Double? {
    let steps = history.events.steps.suffix(51)
    var seconds = steps.compactMap(\.seconds)
    if seconds.isEmpty {
      // kohya's output does not tell; lines of one moment say nothing.
      seconds = zip(steps, steps.dropFirst()).map { ($1.time - $0.time) / Double(max(1, $1.step - $0.step)) }
    }
    let usable = seconds.filter { $0.isFinite && $0 > 0 }.sorted()
    return usable.isEmpty ? nil : usable[usable.count / 2]
  }

  private var tiles: [Markup] {
    var tiles = [steps]
    if let loss = history.averageLoss {
      let first = history.events.steps.first?.averageLoss
      let from = first.flatMap { history.stepsDone > 1 && $0.isFinite ? "from \(Numbers.fixed($0, 4))" : nil }
      tiles.append(Self.tile("average loss", Self.number(loss), from))
    }
    if let loss = history.heldOutLoss {
      let lowest = history.events.validations.filter { $0.loss.isFinite }.min { $0.loss < $1.loss }
      let note = lowest.map { "lowest \(Numbers.fixed($0.loss, 4)) after step \(Numbers.grouped($0.step))" }
      tiles.append(Self.tile("held-out loss", Self.number(loss), note))
    }
    let seconds = history.events.seconds
    if seconds > 0 {
      tiles.append(
        Self.tile("time", Numbers.duration(seconds), pace.map { "\(Numbers.fixed($0, $0 < 10 ? 2 : 1)) s a step" }))
    }
    let kept = history.events.saves.filter { !$0.isRemoved }
    if let last = kept.last {
      // The number stays with its unit.
      let size = last.bytes.map { ", \(Numbers.bytes($0).replacing(" ", with: "\u{A0}"))" } ?? ""
      tiles.append(Self.tile("saved", Numbers.count(kept.count, "file"), Self.name(last.file) + size))
    }
    return tiles
  }

  private var steps: Markup {
    let total = history.totalSteps
    let done = history.stepsDone
    let value =
      (done == 0 && history.outcome == .unknown ? "unknown" : Numbers.grouped(done))
      + (total > 0 && done != total ? " of \(Numbers.grouped(total))" : "")
    let epochs = history.plan?.epochs
    let epoch = history.events.epoch.map { "epoch \($0)" + (epochs.map { " of \($0)" } ?? "") }
    return Self.tile("steps", value, epoch)
  }

  private static func tile(_ label: String, _ value: String, _ note: String?) -> Markup {
    let small = note.map { "<small>\($0)</small>" as Markup } ?? .empty
    return "<div class=\"tile\"><dt>\(label)</dt><dd><b>\(value)</b>\(small)</dd></div>"
  }

  private static func number(_ loss: Double) -> String { loss.isFinite ? Numbers.fixed(loss, 4) : "no number" }

  private static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}

internal import LoracKohya
internal import LoracPlanText

/// One progress line on a terminal; plain lines now and then elsewhere.
struct ProgressDisplay {
  private let isTerminal: Bool
  private var lastLine = ""
  private var nextPlain = ContinuousClock.now
  /// How often a plain line is written.
  private static let plainInterval: Duration = .seconds(10)

  /// A display on standard error.
  init(isTerminal: Bool = Terminal.errorIsTerminal) { self.isTerminal = isTerminal }

  /// The columns of a line.
  var width: Int { isTerminal ? Terminal.width - 1 : .max }

  /// Shows the training's progress.
  mutating func show(_ step: StepProgress) {
    var parts = ["step \(Numbers.grouped(step.step))/\(Numbers.grouped(step.total))"]
    if step.total > 0 { parts.append("\(step.step * 100 / step.total) %") }
    if let loss = step.averageLoss { parts.append("loss \(Numbers.fixed(loss, 4))") }
    if let seconds = step.secondsPerStep { parts.append("\(Numbers.fixed(seconds, 2)) s/step") }
    if let remaining = step.remaining { parts.append("\(Numbers.duration(Double(remaining))) left") }
    show(parts.joined(separator: "  "), isLast: step.step == step.total)
  }

  /// Shows the progress of what comes before training.
  mutating func show(_ progress: Progress) {
    show("\(progress.stage) \(progress.done)/\(progress.total)", isLast: progress.done == progress.total)
  }

  /// Shows how much of something is done, on a terminal with a bar.
  mutating func show(_ what: String, done: Int, total: Int) {
    let counts = "\(Numbers.grouped(done))/\(Numbers.grouped(total))"
    show(isTerminal ? "\(what) \(Self.bar(done, of: total)) \(counts)" : "\(what) \(counts)", isLast: done == total)
  }

  /// A bar of 30 columns in steps of an eighth of a column.
  private static func bar(_ done: Int, of total: Int) -> String {
    let eighths = total > 0 ? min(done, total) * 240 / total : 240
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let filled = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    return "▕" + filled + String(repeating: " ", count: 30 - filled.count) + "▏"
  }

  /// Writes a line that stays.
  mutating func note(_ text: String) {
    clear()
    Terminal.printError(text)
  }

  /// Takes the progress line away.
  mutating func clear() {
    if isTerminal, !lastLine.isEmpty { Terminal.writeError("\r\u{1B}[K") }
    lastLine = ""
  }

  /// Shows `line`; elsewhere than on a terminal only now and then, unless it is the last of its kind.
  mutating func show(_ line: String, isLast: Bool) {
    guard line != lastLine else { return }
    if isTerminal {
      Terminal.writeError("\r\u{1B}[K" + line.prefix(width))
      lastLine = line
    } else if isLast || ContinuousClock.now >= nextPlain {
      lastLine = line
      Terminal.printError(line)
      nextPlain = ContinuousClock.now + Self.plainInterval
    }
  }
}

package import LoracDiagnostics

/// What a failed run leaves to explain it: exceptions, the last lines, and how the process ended.
///
/// Feed it every event of the run; it keeps only what an explanation needs.
package struct FailureEvidence: Sendable {
  private static let linesKept = 40

  private var exceptions: [PythonException] = []
  private var lines: [String] = []
  /// Whether sd-scripts said that it found no data; it then ends with status 0.
  package private(set) var foundNoData = false

  /// No evidence yet.
  package init() {}

  /// Keeps what `event` says.
  package mutating func add(_ event: TrainingEvent) {
    switch event {
    case .exception(let exception): exceptions.append(exception)
    case .message(_, let text):
      lines.append(text)
      if lines.count > Self.linesKept { lines.removeFirst() }
      if text.hasPrefix("No data found.") { foundNoData = true }
    default: break
    }
  }

  /// Whether a run that ended like this did not train.
  package func isFailure(_ status: ProcessStatus) -> Bool { status != .exited(0) || foundNoData }

  /// Why the run failed, for the user: the cause if it is known, else the last exception or line; and where the `log` is.
  package func diagnostic(for status: ProcessStatus, log: String) -> Diagnostic {
    var diagnostic = diagnostic(for: status)
    diagnostic.notes.append(.note("everything that was printed: \(log)"))
    return diagnostic
  }

  /// Why the run failed, as above without a log.
  package func diagnostic(for status: ProcessStatus) -> Diagnostic {
    // The exception that came last is the cause, unless it only reports that another process failed.
    let cause = exceptions.last { !$0.isOnlyReport } ?? exceptions.last
    if case .signaled(let signal) = status, cause == nil { return Self.ended(bySignal: signal) }
    if let cause {
      if cause.type == "KeyboardInterrupt" { return Self.ended(bySignal: 2) }
      if let known = Self.explain(type: cause.type, line: cause.line) { return known }
    }
    for line in lines.reversed() {
      if let known = Self.explain(type: nil, line: line) { return known }
    }
    // Shells and launchers say so that a signal ended what they started.
    if case .exited(let code) = status, [2, 9, 15].contains(code - 128) { return Self.ended(bySignal: code - 128) }
    let last = cause?.line ?? lines.last
    let advice = cause == nil ? "read the log's last lines" : "read the log from its last 'Traceback' on"
    return Diagnostic(
      KohyaRunDiagnostics.runFailed, "sd-scripts failed: \(last.map(Self.shortened) ?? "it printed nothing")",
      notes: [.note("the process ended with \(status)"), .help(last == nil ? "run again" : advice)])
  }

  private static func explain(type: String?, line: String) -> Diagnostic? {
    guard let cause = FailureCause.all.first(where: { $0.matches(type: type, line: line) }) else { return nil }
    let headline = cause.headline.replacing("{}", with: quoted(in: line) ?? "?")
    var advice = firstSentence(cause.code.explanation.fix)
    if let name = quoted(in: headline) { advice = advice.replacing("NAME", with: name) }
    return Diagnostic(
      cause.code, headline, notes: [.note("sd-scripts said: \(shortened(line))"), .help(advice)])
  }

  /// What ended by a signal, by its number; 2 is Ctrl-C, 9 what Linux sends when memory runs out.
  private static func ended(bySignal signal: Int32) -> Diagnostic {
    switch signal {
    case 2, 15:
      Diagnostic(
        KohyaRunDiagnostics.interrupted, "the run was stopped by \(signal == 2 ? "Ctrl-C" : "signal \(signal)")",
        notes: [
          .note("files and states that were saved before are complete"),
          .help("run again with --resume, which goes on from the newest saved state"),
        ])
    case 9:
      Diagnostic(
        KohyaRunDiagnostics.killed, "the system killed the training process",
        notes: [
          .note("signal 9; most likely memory ran out"), .help("close other programs, or use `cache_latents: disk`"),
        ])
    default:
      Diagnostic(
        KohyaRunDiagnostics.runFailed, "sd-scripts crashed",
        notes: [
          .note("the process ended with signal \(signal)"),
          .help("run again; if it comes back, look for a newer version of torch or of the GPU's driver"),
        ])
    }
  }

  /// What stands between the first pair of single quotes.
  private static func quoted(in line: String) -> String? {
    let parts = line.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[1]) : nil
  }

  private static func shortened(_ line: String) -> String {
    line.count <= 300 ? line : "\(line.prefix(300))…"
  }

  /// The first sentence as a note: lower case at the start unless it is a name, no full stop.
  private static func firstSentence(_ text: String) -> String {
    var sentence = text[...]
    if let end = text.firstRange(of: ". ") { sentence = text[..<end.lowerBound] }
    if sentence.hasSuffix(".") { sentence.removeLast() }
    return sentence.prefix(1).lowercased() + sentence.dropFirst()
  }
}

extension PythonException {
  /// The exception as Python prints it.
  package var line: String { message.isEmpty ? type : "\(type): \(message)" }
}

/// How a process ended.
package enum ProcessStatus: Sendable, Hashable, CustomStringConvertible {
  /// It ended with this status.
  case exited(Int32)
  /// A signal of this number ended it.
  case signaled(Int32)

  /// `status 1` or `signal 9`.
  package var description: String {
    switch self {
    case .exited(let code): "status \(code)"
    case .signaled(let signal): "signal \(signal)"
    }
  }
}

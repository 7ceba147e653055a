internal import LoracKohyaArguments

/// Turns what sd-scripts prints into events, however the output is cut into pieces.
///
/// Standard output and standard error are expected in one stream. Lines end at `\n` or `\r`; a progress line counts as
/// soon as it is complete, because tqdm ends it only when it writes the next. Invalid UTF-8 is replaced.
package struct TrainingOutputParser: Sendable {
  /// A line longer than this is cut, so that no output can use unbounded memory.
  package static let longestLine = 1 << 16

  private var line: [UInt8] = []
  private var stage = ""
  private var lastProgress: ProgressLine?
  private var isInTraceback = false

  /// A parser at the start of the output.
  package init() {}

  /// The events of the next piece of output, in order.
  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [TrainingEvent] {
    var events: [TrainingEvent] = []
    for byte in bytes {
      guard byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") else {
        endLine(into: &events)
        continue
      }
      line.append(byte)
      if line.count == Self.longestLine { endLine(into: &events) }
    }
    // Nothing may follow a progress line for a long time.
    if line.last == UInt8(ascii: "]"), let progress = ProgressLine(String(decoding: line, as: UTF8.self)) {
      report(progress, into: &events)
    }
    return events
  }

  /// The events of what is left when the output ends.
  package mutating func finish() -> [TrainingEvent] {
    var events: [TrainingEvent] = []
    endLine(into: &events)
    return events
  }

  private mutating func endLine(into events: inout [TrainingEvent]) {
    defer { line.removeAll(keepingCapacity: true) }
    guard !line.isEmpty else { return }
    var text = String(decoding: line, as: UTF8.self)[...]
    // torchrun writes the rank of a process before its traceback.
    if text.hasPrefix("[rank"), let end = text.firstRange(of: "]: ") { text = text[end.upperBound...] }
    if let progress = ProgressLine(text) {
      report(progress, into: &events)
    } else if text.hasPrefix("Traceback (most recent call last)") {
      isInTraceback = true
    } else if isInTraceback {
      endTraceback(at: text, into: &events)
    } else {
      read(LogLine(text), into: &events)
    }
  }

  /// Frames are indented; the first line that is not names the exception.
  private mutating func endTraceback(at text: Substring, into events: inout [TrainingEvent]) {
    if text.first == " " || text.first == "\t" { return }
    isInTraceback = false
    let type = text.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }
    let message = text.dropFirst(type.count)
    guard !type.isEmpty, message.isEmpty || message.hasPrefix(":") else {
      return read(LogLine(text), into: &events)
    }
    events.append(
      .exception(PythonException(type: String(type), message: String(message.dropFirst().trimmingSpaces))))
  }

  private mutating func report(_ progress: ProgressLine, into events: inout [TrainingEvent]) {
    guard progress != lastProgress else { return }
    lastProgress = progress
    guard progress.label == "steps" else {
      let label = progress.label.isEmpty ? stage : progress.label
      events.append(.progress(Progress(stage: label, done: progress.done, total: progress.total)))
      return
    }
    let loss = progress.values["avr_loss"] ?? progress.values["loss"]
    events.append(
      .step(
        StepProgress(
          step: progress.done, total: progress.total, elapsed: progress.elapsed, remaining: progress.remaining,
          secondsPerStep: progress.secondsPerIteration, averageLoss: loss.flatMap(PythonText.float))))
  }

  private mutating func read(_ line: LogLine, into events: inout [TrainingEvent]) {
    guard !line.text.isEmpty else { return }
    if let event = Self.known(line.text) {
      events.append(event)
    } else {
      events.append(.message(line.level ?? .info, line.text))
    }
    if !line.isContinuation { stage = Self.stageName(line.text) }
  }

  /// The event of a line of which the form is known.
  private static func known(_ text: String) -> TrainingEvent? {
    for (prefix, event) in prefixes where text.hasPrefix(prefix) {
      return event(String(text.dropFirst(prefix.count).trimmingSpaces))
    }
    // `  num batches per epoch / 1epochのバッチ数: 40`; gradient accumulation is written with `=`.
    guard totals.contains(where: text.hasPrefix), let slash = text.firstRange(of: " / "),
      let mark = text.lastIndex(where: { $0 == ":" || $0 == "=" })
    else { return nil }
    let value = text[text.index(after: mark)...].trimmingSpaces
    return .total(name: String(text[..<slash.lowerBound]), value: String(value))
  }

  private static let prefixes: [(String, @Sendable (String) -> TrainingEvent?)] = [
    ("epoch ", epoch),
    ("saving checkpoint:", { .saving(path: $0) }),
    ("removing old checkpoint:", { .removing(path: $0) }),
    ("removing old state:", { .removing(path: $0) }),
  ]

  private static let totals = [
    "num train images", "num validation images", "num reg images", "num batches per epoch", "num epochs",
    "batch size per device", "gradient accumulation steps", "total optimization steps",
  ]

  /// Reads `3/10`.
  @Sendable private static func epoch(_ text: String) -> TrainingEvent? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let epoch = Int(parts[0]), let total = Int(parts[1]) else { return nil }
    return .epoch(epoch, of: total)
  }

  /// `caching latents...` as `caching latents`.
  private static func stageName(_ text: String) -> String {
    var name = text[...]
    while name.last == "." { name.removeLast() }
    return String(name)
  }
}

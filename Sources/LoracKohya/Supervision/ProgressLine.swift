internal import LoracKohyaArguments

/// A progress line of tqdm: `steps:  12%|█▏ | 128/1050 [02:10<15:40,  1.02s/it, avr_loss=0.123]`.
struct ProgressLine: Hashable {
  /// The text before the percentage; may be empty.
  var label: String
  var done: Int
  var total: Int
  /// Seconds.
  var elapsed: Int
  /// Seconds; nil if tqdm writes `?`.
  var remaining: Int?
  /// Seconds per iteration; nil if tqdm writes `?`.
  var secondsPerIteration: Double?
  /// The `name=value` pairs at the end.
  var values: [String: String]

  /// Reads a line without its line ending; nil if it is no complete progress line.
  init?(_ line: some StringProtocol) {
    let line = line.trimmingSpaces
    guard line.hasSuffix("]"), let open = line.lastIndex(of: "["), let bar = line[..<open].lastIndex(of: "|"),
      let firstBar = line.firstIndex(of: "|"), firstBar < bar, line[..<firstBar].hasSuffix("%")
    else { return nil }
    let counts = line[line.index(after: bar)..<open].trimmingSpaces.split(separator: "/")
    guard counts.count == 2, let done = Int(counts[0]), let total = Int(counts[1]) else { return nil }
    let percent = line[..<firstBar].dropLast()
    guard let digit = percent.lastIndex(where: { !$0.isNumber }) ?? Optional(percent.startIndex),
      percent.last?.isNumber == true
    else { return nil }
    let label = percent[..<digit].trimmingSpaces
    self.label = String(label.hasSuffix(":") ? label.dropLast() : label)
    self.done = done
    self.total = total

    let parts = line[line.index(after: open)...].dropLast().split(separator: ",").map(\.trimmingSpaces)
    guard let times = parts.first?.split(separator: "<"), times.count == 2, parts.count >= 2,
      let elapsed = Self.seconds(times[0])
    else { return nil }
    self.elapsed = elapsed
    self.remaining = Self.seconds(times[1])
    self.secondsPerIteration = Self.secondsPerIteration(parts[1])
    var values: [String: String] = [:]
    for part in parts.dropFirst(2) {
      let pair = part.split(separator: "=", maxSplits: 1)
      if pair.count == 2 { values[String(pair[0])] = String(pair[1]) }
    }
    self.values = values
  }

  /// Seconds of `02:10` or `1:02:10`; nil for `?`.
  private static func seconds(_ text: some StringProtocol) -> Int? {
    let parts = text.split(separator: ":")
    guard (2...3).contains(parts.count) else { return nil }
    var seconds = 0
    for part in parts {
      guard let number = Int(part), number >= 0, number < 1_000_000 else { return nil }
      seconds = seconds * 60 + number
    }
    return seconds
  }

  /// Seconds per iteration of `1.02s/it` or `2.50it/s`; nil for `?it/s`.
  private static func secondsPerIteration(_ text: some StringProtocol) -> Double? {
    if text.hasSuffix("s/it") { return PythonText.float(String(text.dropLast(4))) }
    guard text.hasSuffix("it/s"), let rate = PythonText.float(String(text.dropLast(4))), rate > 0 else { return nil }
    return 1 / rate
  }
}

extension StringProtocol {
  /// The text without spaces and tabs at both ends.
  var trimmingSpaces: SubSequence {
    var text = self[...]
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}

/// A line of sd-scripts' log: rich's columns (`time LEVEL text file.py:12`), or only the text.
struct LogLine: Hashable {
  /// The level; nil if the line names none.
  var level: LogLevel?
  /// The text without time, level and source.
  var text: String
  /// Whether the line only carries on the one before it.
  var isContinuation: Bool

  /// The columns before rich's level: a date and a time, or as many spaces if they are those of the line before.
  private static let timeWidth = 20

  /// Takes a line without its line ending apart.
  init(_ line: some StringProtocol) {
    let characters = Array(line)
    let time = characters.prefix(Self.timeWidth)
    let isTime = time.count == Self.timeWidth && time.allSatisfy { $0.isNumber || $0 == "-" || $0 == ":" || $0 == " " }
    let rest = String(characters.dropFirst(Self.timeWidth))
    let word = rest.prefix { $0.isUppercase }
    if isTime, let level = LogLevel(rawValue: String(word)), rest.dropFirst(word.count).first == " " {
      self.level = level
      text = Self.withoutSource(rest.dropFirst(word.count))
      isContinuation = false
    } else if time.count == Self.timeWidth, time.allSatisfy({ $0 == " " }), rest.hasPrefix("        ") {
      level = nil
      text = Self.withoutSource(rest[...])
      isContinuation = true
    } else {
      level = nil
      text = String(line.trimmingSpaces)
      isContinuation = false
    }
  }

  /// Cuts `  train_util.py:2167` off the end.
  private static func withoutSource(_ line: Substring) -> String {
    let text = line.trimmingSpaces
    guard let space = text.lastIndex(of: " ") else { return String(text) }
    let parts = text[text.index(after: space)...].split(separator: ":")
    guard parts.count == 2, parts[0].hasSuffix(".py"), Int(parts[1]) != nil else { return String(text) }
    return String(text[..<space].trimmingSpaces)
  }
}

/// A pattern in which `*` stands for any characters, none included, and `?` for exactly one.
///
/// A backslash makes the next character plain.
struct Glob: Hashable, Sendable {
  private enum Part: Hashable, Sendable {
    case character(Character)
    case any
    case run
  }

  private let parts: [Part]

  /// Whether a text has an asterisk or a question mark that is not plain.
  static func isPattern(_ text: String) -> Bool {
    var isEscaped = false
    for byte in text.utf8 {
      if !isEscaped, byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") { return true }
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
    }
    return false
  }

  /// A pattern.
  init(_ pattern: some StringProtocol) {
    var parts: [Part] = []
    var isEscaped = false
    for character in pattern {
      switch (isEscaped, character) {
      case (false, "\\"):
        isEscaped = true
        continue
      case (false, "*"): if parts.last != .run { parts.append(.run) }
      case (false, "?"): parts.append(.any)
      default: parts.append(.character(character))
      }
      isEscaped = false
    }
    self.parts = parts
  }

  /// Whether the whole text fits the pattern.
  func matches(_ text: some StringProtocol) -> Bool {
    let text = Array(text)
    var (part, place) = (0, 0)
    // Where to go on if the run that was tried last has to be longer.
    var retry: (part: Int, place: Int)?
    while place < text.count {
      if part < parts.count, parts[part] == .run {
        retry = (part + 1, place)
        part += 1
      } else if part < parts.count, parts[part] == .any || parts[part] == .character(text[place]) {
        part += 1
        place += 1
      } else if let last = retry {
        retry = (last.part, last.place + 1)
        (part, place) = (last.part, last.place + 1)
      } else {
        return false
      }
    }
    return parts[part...].allSatisfy { $0 == .run }
  }
}

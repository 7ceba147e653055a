/// A paragraph or a piece of code in the text of an explanation.
enum ExplanationBlock: Equatable {
  /// A paragraph on one line.
  case prose(String)
  /// Lines that are shown as they are.
  case code([String])

  /// The blocks of `text`.
  ///
  /// A line of prose begins with a capital letter, a digit or a code span and has several words. It goes on in the next
  /// line unless it ends with a full stop or a colon. Any other line begins a piece of code, which goes on to the next
  /// empty line that no indented line follows.
  static func blocks(of text: String) -> [ExplanationBlock] {
    var blocks: [ExplanationBlock] = []
    var isOpen = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let isBlank = line.allSatisfy { $0 == " " }
      switch blocks.last {
      case .prose(let before) where isOpen && !isBlank && !endsSentence(before):
        blocks[blocks.count - 1] = .prose("\(before) \(line)")
      case .code(let before) where isOpen && !isBlank:
        blocks[blocks.count - 1] = .code(before + [line])
      case .code(let before) where !isOpen && line.hasPrefix(" ") && !isBlank:
        blocks[blocks.count - 1] = .code(before + ["", line])
        isOpen = true
      case .prose(let before) where isOpen && !isBlank && isProse(line) && !before.hasSuffix(":"):
        blocks[blocks.count - 1] = .prose("\(before) \(line)")
      default:
        isOpen = !isBlank
        if !isBlank { blocks.append(isProse(line) ? .prose(line) : .code([line])) }
        continue
      }
    }
    return blocks
  }

  private static func isProse(_ line: String) -> Bool {
    guard let first = line.first, line.contains(" ") || line.hasSuffix(".") else { return false }
    return first.isUppercase || first.isNumber || first == "`"
  }

  private static func endsSentence(_ line: String) -> Bool { line.last.map { ".:!?".contains($0) } ?? true }
}

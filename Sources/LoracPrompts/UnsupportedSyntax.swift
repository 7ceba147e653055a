/// Something in a prompt that another program would act upon and lorac takes for plain text.
package enum UnsupportedSyntax: Sendable, Hashable {
  /// `[from:to:0.5]`: words that change while a picture is made.
  case editing(String)
  /// `[one|other]`: words that alternate.
  case alternation(String)
  /// ` AND `: several prompts at once.
  case composition
  /// A bracket or colon of full width, as Chinese and Japanese keyboards write it; it weighs nothing anywhere.
  case fullWidth(Character)

  /// What A1111 would do with a prompt that lorac does not, each kind once.
  package static func found(in prompt: String) -> [UnsupportedSyntax] {
    var found: [UnsupportedSyntax] = []
    let squares = innermostSquares(of: prompt)
    if let editing = squares.first(where: isEditing) { found.append(.editing("[\(editing)]")) }
    if let alternation = squares.first(where: { $0.contains("|") }) { found.append(.alternation("[\(alternation)]")) }
    let words = prompt.split(omittingEmptySubsequences: true) { $0.isWhitespace }
    if words.contains("AND") { found.append(.composition) }
    if let wide = prompt.first(where: { "（）：［］".contains($0) }) { found.append(.fullWidth(wide)) }
    return found
  }

  /// What stands in square brackets without further ones inside.
  private static func innermostSquares(of prompt: String) -> [Substring] {
    var result: [Substring] = []
    var start: String.Index?
    var isEscaped = false
    for index in prompt.indices {
      switch prompt[index] {
      case _ where isEscaped: isEscaped = false
      case "\\": isEscaped = true
      case "[": start = prompt.index(after: index)
      case "]":
        if let begin = start { result.append(prompt[begin..<index]) }
        start = nil
      default: break
      }
    }
    return result
  }

  /// `a:b:0.5`, `a:0.5`, `a::0.5`: the last part is a number.
  private static func isEditing(_ text: Substring) -> Bool {
    guard let colon = text.lastIndex(of: ":") else { return false }
    let number = text[text.index(after: colon)...].drop { $0 == " " }
    return Double(pythonNumber: String(number.reversed().drop { $0 == " " }.reversed())) != nil
  }
}

extension UnsupportedSyntax: CustomStringConvertible {
  /// A phrase for diagnostics.
  package var description: String {
    switch self {
    case .editing(let text): "'\(text)' does not change words on the way, as A1111 does"
    case .alternation(let text): "'\(text)' does not alternate, as A1111 does"
    case .composition: "'AND' is a word, not another prompt, as in A1111"
    case .fullWidth(let character): "'\(character)' weighs nothing; write ( ) [ ] and : of plain width"
    }
  }
}

/// A recipe's keys and comments set off from its values.
///
/// It knows lines, not YAML: a text that spans several lines may be coloured wrongly, but every character stays.
enum RecipeHighlighting {
  /// `text` with `b` around keys and `i` around comments.
  static func markup(_ text: String) -> Markup {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(line).joined(separator: "\n")
  }

  private static func line(_ line: Substring) -> Markup {
    let (code, comment) = split(line)
    return keys(code) + (comment.isEmpty ? .empty : "<i>\(String(comment))</i>")
  }

  /// What stands before a comment, and the comment; `#` counts outside quotes, at the begin or behind a blank.
  private static func split(_ line: Substring) -> (Substring, Substring) {
    var quote: Character?
    var last: Character = " "
    for index in line.indices {
      let character = line[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'", " [{,:".contains(last) {
        quote = character
      } else if character == "#", last == " " || last == "\t" {
        return (line[..<index], line[index...])
      }
      last = character
    }
    return (line, "")
  }

  /// The keys of a line: words before a colon with a blank behind it, also inside braces.
  private static func keys(_ code: Substring) -> Markup {
    var result = Markup.empty
    var rest = code
    while let match = rest.firstMatch(of: /[A-Za-z_][A-Za-z0-9_.\-]*(?=:(?:\s|$))/) {
      let before = rest[..<match.range.lowerBound]
      let isKey =
        before.allSatisfy { " -\t".contains($0) } && result.isEmpty
        || before.last(where: { $0 != " " }).map { "{,".contains($0) } == true
      result += Markup(text: String(before))
      result += isKey ? "<b>\(String(match.output))</b>" : Markup(text: String(match.output))
      rest = rest[match.range.upperBound...]
    }
    return result + Markup(text: String(rest))
  }
}

extension [Markup] {
  fileprivate func joined(separator: String) -> Markup { Markup(trusted: map(\.html).joined(separator: separator)) }
}

/// Texts between quotes, as Python's `ast.literal_eval` reads them; without escapes, which no setting needs.
package enum PythonString {
  /// What `literal` stands for; nil if it is no text between a pair of quotes.
  package static func text(_ literal: String) -> String? {
    guard literal.utf8.count >= 2, let quote = literal.first, quote == literal.last, quote == "'" || quote == "\"",
      !literal.contains("\\")
    else { return nil }
    let text = literal.dropFirst().dropLast()
    return text.contains(quote) ? nil : String(text)
  }

  /// `text` between quotes; nil if it would need escapes.
  package static func literal(_ text: String) -> String? {
    ["'", "\""].map { $0 + text + $0 }.first { self.text($0) == text }
  }
}

internal import LoracDiagnostics

/// What makes a text no YAML.
extension Diagnostic {
  static func malformed(_ place: Label, _ problem: String, context: Label? = nil) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.malformed, plainWords[problem] ?? "YAML syntax: \(problem)", at: place,
      secondary: [context].compactMap(\.self))
  }

  /// What libyaml's problems mean to someone who does not know its grammar.
  private static let plainWords: [String: String] = [
    "did not find expected <document start>": "text behind the end of the recipe",
    "did not find expected node content": "a value is missing",
    "did not find expected comment or line break": "text behind '|' or '>' must begin on the next line",
    "found an indentation indicator equal to 0": "a text cannot be indented by 0",
  ]

  static func textBehindValue(_ place: SourceRange, block: Label?) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.malformed, "text behind the end of a value", at: Label(place, "this belongs to nothing"),
      secondary: [block].compactMap(\.self),
      notes: [.help("put the whole value in quotes, or look for a quote that is closed too early")])
  }

  static func tabIndentation(_ place: SourceRange, fix: FixIt) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.tabIndentation, "the line is indented with a tab", at: Label(place, "YAML wants spaces here"),
      fixIts: [fix])
  }

  static func unclosedQuote(_ start: Label, end: Label) -> Diagnostic {
    Diagnostic(YAMLDiagnostics.unclosedQuote, "the quote is never closed", at: start, secondary: [end])
  }

  static func unclosedBracket(_ start: Label, end: Label, isAtEnd: Bool) -> Diagnostic {
    let bracket = start.range.text
    let closing = bracket == "[" ? "]" : "}"
    return Diagnostic(
      YAMLDiagnostics.unclosedBracket,
      isAtEnd ? "'\(bracket)' is never closed" : "'\(bracket)' is not closed, or a comma is missing", at: start,
      secondary: [end], notes: [.help("expected ',' or '\(closing)'")])
  }

  static func colonInValue(_ place: SourceRange, value: SourceRange) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.colonInValue, "an unquoted value cannot contain ': '", at: Label(place, "a second colon"),
      secondary: [Label(value, "the value")], notes: [.help("put the value in quotes")], fixIts: [quoting(value)])
  }

  static func needsQuotes(_ text: SourceRange) -> Diagnostic {
    let fix = quoting(text)
    return Diagnostic(
      YAMLDiagnostics.needsQuotes, "an unquoted text cannot begin with '\(text.text.prefix(1))' here",
      at: Label(text, "quote it"), notes: [.help("write \(fix.edits.first?.replacement ?? "it in quotes")")],
      fixIts: [fix])
  }

  /// Puts `text` in quotes, which is most likely what was meant where it is no YAML without.
  private static func quoting(_ text: SourceRange) -> FixIt {
    let quoted = "'" + text.text.replacing("'", with: "''") + "'"
    return FixIt("put it in quotes", [TextEdit(text, quoted)], .unsafe)
  }

  static func tabAfterIndicator(_ place: SourceRange) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.tabIndentation, "a tab stands where YAML wants spaces", at: Label(place),
      fixIts: [FixIt("replace it by a space", [TextEdit(place, " ")], .safe)])
  }

  static func invalidEscape(_ place: SourceRange, quote: Label) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.invalidEscape, "unknown escape '\(place.text)'", at: Label(place), secondary: [quote],
      notes: [.help("use single quotes, where a backslash is a backslash, or write '\\\\'")])
  }

  static func unexpectedIndentation(_ place: SourceRange, _ text: String, block: Label? = nil) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.unexpectedIndentation, "unexpected indentation", at: Label(place, text),
      secondary: [block].compactMap(\.self),
      notes: [.help("put it in the column of the keys that it belongs to, or look for a quote closed too early")])
  }

  static func badDirective(_ place: SourceRange, _ problem: String) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.badDirective, "unreadable directive", at: Label(place, problem),
      notes: [.help("delete the line; recipes need no directives")])
  }

  static func missingColon(_ line: SourceRange, insertAt place: SourceRange?) -> Diagnostic {
    guard let place else {
      return Diagnostic(
        YAMLDiagnostics.missingColon, "this line is no 'key: value' pair", at: Label(line, "no colon"),
        notes: [.help("write 'key: value', or indent the line if it continues the text above")])
    }
    return Diagnostic(
      YAMLDiagnostics.missingColon, "a space is missing behind the colon", at: Label(line),
      fixIts: [FixIt("insert a space", [TextEdit(place, " ")], .safe)])
  }
}

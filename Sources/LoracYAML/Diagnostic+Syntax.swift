internal import LoracDiagnostics

/// What makes a text no YAML.
extension Diagnostic {
  static func malformed(_ place: Label, _ problem: String, context: Label? = nil) -> Diagnostic {
    let headline =
      problem == "did not find expected <document start>"
      ? "text after the end of the recipe" : "YAML syntax: \(problem)"
    return Diagnostic(YAMLDiagnostics.malformed, headline, at: place, secondary: [context].compactMap(\.self))
  }

  static func tabIndentation(_ place: SourceRange, edits: [TextEdit]) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.tabIndentation, "the line is indented with a tab", at: Label(place, "YAML wants spaces here"),
      fixIts: [FixIt("replace the tabs by spaces", edits, .safe)])
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

  static func colonInValue(_ place: SourceRange, value: SourceRange, fix: FixIt) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.colonInValue, "an unquoted value cannot contain ': '", at: Label(place, "a second colon"),
      secondary: [Label(value, "the value")], notes: [.help("put the value in quotes")], fixIts: [fix])
  }

  static func needsQuotes(_ text: SourceRange, first: String, fix: FixIt) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.needsQuotes, "an unquoted text cannot begin with '\(first)' here", at: Label(text, "quote it"),
      notes: [.help("write \(fix.edits.first?.replacement ?? "it in quotes")")], fixIts: [fix])
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

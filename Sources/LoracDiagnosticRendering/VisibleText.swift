/// Makes the user's text harmless and readable: nothing in a recipe can move the cursor, colour or reorder the output.
package enum VisibleText {
  /// `text` with every character that a terminal would act on replaced by a visible form.
  package static func escape(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    return text.reduce(into: "") { $0 += escape($1) }
  }

  /// Like ``escape(_:)``, line by line: line feeds stay.
  package static func escapeLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { escape(String($0)) }.joined(separator: "\n")
  }

  /// The visible form of one character; a tab becomes `␉`, as widths are not known here.
  static func escape(_ character: Character) -> String {
    if character.unicodeScalars.allSatisfy({ isHarmless($0) }) { return String(character) }
    let joins = character.unicodeScalars.count > 1
    return character.unicodeScalars.reduce(into: "") { result, scalar in
      result += isHarmless(scalar) || (joins && isJoiner(scalar)) ? String(scalar) : escape(scalar)
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value).map { String($0) } ?? "�"
    case 0x7F: "\u{2421}"
    default: "\\u{\(String(scalar.value, radix: 16))}"
    }
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return false
    default: return true
    }
  }

  /// Format characters that emoji and several scripts need inside a character: joiners and tags.
  private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x200C || scalar.value == 0x200D || 0xE0020...0xE007F ~= scalar.value
  }
}

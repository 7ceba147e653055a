/// What an edit names: a tag, a glob, a group, or words inside sentences.
package enum TagPattern: Hashable, Sendable {
  /// One tag, by its key.
  case tag(TagKey)
  /// Tags whose key fits a pattern, as in `white *`.
  case glob(String)
  /// The members of a group, as in `@facial-features`.
  case group(String)
  /// A run of words inside any item, as in `text:wearing a hat`.
  case phrase([String])

  /// Reads a pattern as it is written in a recipe or a data file.
  package init(_ text: some StringProtocol) {
    let text = String(text.withoutOuterBlanks)
    if text.hasPrefix("@"), Self.isGroupName(text.dropFirst()) {
      self = .group(TagGroups.name(text.dropFirst()))
    } else if text.hasPrefix("text:") {
      self = .phrase(Sentence.words(String(text.dropFirst("text:".count))))
    } else if Glob.isPattern(text) {
      self = .glob(Self.globText(text))
    } else {
      self = .tag(TagKey(Self.unescaped(text)))
    }
  }

  /// Letters, digits, `-` and `_`, of which one is a letter; `@_@` is a tag.
  private static func isGroupName(_ text: Substring) -> Bool {
    text.contains(where: \.isLetter) && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
  }

  /// A glob is folded as keys are, except that its backslashes stay.
  private static func globText(_ text: String) -> String {
    text.lowercased().replacing("_", with: " ").split(separator: " ").joined(separator: " ")
  }

  private static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    return text.replacing("\\*", with: "*").replacing("\\?", with: "?")
  }
}

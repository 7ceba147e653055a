/// A tag and the brackets and weight around it, as in `((hat))`, `[hat]` and `(hat:1.2)`.
///
/// Brackets are emphasis only where they enclose the whole tag: `saber (fate)` has none, nor has `\(o\)`.
struct EmphasizedTag {
  /// What stands before the tag.
  let opening: String
  /// The tag itself, without blanks around it.
  let core: String
  /// What stands behind the tag, its weight included.
  let closing: String

  /// Takes a tag apart.
  init(_ tag: some StringProtocol) {
    var opening = ""
    var closing = ""
    var core = String(tag.withoutOuterBlanks)
    while let inner = Self.inside(core) {
      var text = String(inner.withoutOuterBlanks)
      guard !text.isEmpty else { break }
      var weight = ""
      if core.hasPrefix("("), let colon = Self.weight(in: text) {
        weight = String(text[colon...])
        text = String(text[..<colon].withoutOuterBlanks)
        guard !text.isEmpty else { break }
      }
      opening += core.hasPrefix("(") ? "(" : "["
      closing = weight + (core.hasPrefix("(") ? ")" : "]") + closing
      core = text
    }
    self.opening = opening
    self.core = core
    self.closing = closing
  }

  /// The same emphasis around another tag.
  func around(_ tag: String) -> String { opening + tag + closing }

  /// What stands between brackets that enclose the whole text; nil if none do.
  private static func inside(_ text: String) -> Substring? {
    guard let first = text.utf8.first, first == UInt8(ascii: "(") || first == UInt8(ascii: "["), text.utf8.count > 2
    else { return nil }
    let close: UInt8 = first == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]")
    var depth = 0
    var index = text.utf8.startIndex
    while index < text.utf8.endIndex {
      let byte = text.utf8[index]
      let next = text.utf8.index(after: index)
      if byte == UInt8(ascii: "\\"), next < text.utf8.endIndex {
        index = text.utf8.index(after: next)
        continue
      }
      if byte == first { depth += 1 }
      if byte == close { depth -= 1 }
      if depth == 0 {
        return next == text.utf8.endIndex ? text[text.utf8.index(after: text.utf8.startIndex)..<index] : nil
      }
      index = next
    }
    return nil
  }

  /// Where a weight such as `:1.2` begins at the end of a text.
  private static func weight(in text: String) -> String.Index? {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let number = text[text.index(after: colon)...].withoutOuterBlanks
    return !number.isEmpty && Double(number) != nil ? colon : nil
  }
}

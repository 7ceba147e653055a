/// What all spellings of one tag have in common; tags are compared by it.
///
/// Letter case, underscores for spaces, repeated spaces, backslashes before brackets, and emphasis (`(tag:1.2)`, `[tag]`)
/// do not count: `Long_Hair`, `long hair` and `(long hair:1.2)` are one tag, `saber (fate)` and `saber \(fate\)` another.
/// Letters that Unicode calls equivalent are equal.
package struct TagKey: Hashable, Sendable, Comparable {
  /// The tag in lower case with single spaces.
  package let text: String

  /// The key of a tag as it is written.
  package init(_ tag: some StringProtocol) {
    if Self.isKey(tag) {
      text = String(tag)
      return
    }
    let core = EmphasizedTag(tag).core
    var text = ""
    text.reserveCapacity(core.utf8.count)
    var isEscaped = false
    var endsWithSpace = true
    for scalar in core.unicodeScalars {
      if !isEscaped, scalar == "\\" {
        isEscaped = true
        continue
      }
      // A backslash before anything but a bracket is a character as any other.
      if isEscaped, !Self.brackets.contains(scalar) {
        text.unicodeScalars.append("\\")
        endsWithSpace = false
      }
      isEscaped = false
      if scalar == "_" || scalar.isBlank {
        if !endsWithSpace { text.unicodeScalars.append(" ") }
        endsWithSpace = true
      } else {
        text.unicodeScalars.append(scalar)
        endsWithSpace = false
      }
    }
    if isEscaped { text.unicodeScalars.append("\\") } else if endsWithSpace, !text.isEmpty { text.removeLast() }
    self.text = text.lowercased()
  }

  /// Whether a tag is written as its key: most are, and need no closer look.
  private static func isKey(_ tag: some StringProtocol) -> Bool {
    var previous = UInt8(ascii: " ")
    for byte in tag.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): break
      case UInt8(ascii: " ") where previous != byte: break
      default: return false
      }
      previous = byte
    }
    return previous != UInt8(ascii: " ")
  }

  /// Orders by the text, code point by code point.
  package static func < (left: TagKey, right: TagKey) -> Bool {
    left.text.unicodeScalars.lexicographicallyPrecedes(right.text.unicodeScalars)
  }

  private static let brackets: Set<Unicode.Scalar> = ["(", ")", "[", "]", "{", "}"]
}

extension Unicode.Scalar {
  /// Whether it is surely no blank, told without a look at tables.
  var isInk: Bool { (0x21...0x7E).contains(value) }

  /// White space of any kind, and the byte order mark that some editors leave at the start of a file.
  var isBlank: Bool { properties.isWhitespace || value == 0xFEFF }
}

extension StringProtocol {
  /// The text without blanks around it.
  var withoutOuterBlanks: SubSequence {
    if let first = unicodeScalars.first, let last = unicodeScalars.last, first.isInk, last.isInk {
      return self[startIndex..<endIndex]
    }
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.isBlank }), let last = scalars.lastIndex(where: { !$0.isBlank })
    else { return self[startIndex..<startIndex] }
    return self[first..<scalars.index(after: last)]
  }
}

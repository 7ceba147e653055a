/// The items of one line of a caption, as people and taggers write it.
///
/// Items end at separators. A separator inside brackets that begin an item (`(hat, cap:1.2)`) or inside braces
/// (`{red, blue|green} hair`) does not count; brackets that are never closed and those behind a backslash are plain text.
/// Blank items are dropped. A sentence is one item, or one for each part between commas.
package struct TagList: Sendable, Hashable {
  /// The items in order, without blanks around them, otherwise as they are written.
  package var items: [String]

  /// A list of items.
  package init(items: [String]) { self.items = items }

  /// The items of `line` between separators, which are commas unless the recipe says otherwise.
  package init(_ line: some StringProtocol, separator: String = ",") {
    let mark = Array(separator.withoutOuterBlanks.utf8)
    guard !mark.isEmpty else {
      let text = line.withoutOuterBlanks
      self.init(items: text.isEmpty ? [] : [String(text)])
      return
    }
    var scanner = Scanner(bytes: Array(line.utf8), separator: mark)
    self.init(items: scanner.items())
  }

  /// The items with separators and spaces between them.
  package func text(separator: String = ",") -> String {
    let mark = String(separator.withoutOuterBlanks)
    return items.joined(separator: mark.isEmpty ? " " : mark == "," ? ", " : mark + " ")
  }

  /// Cuts a line into items.
  private struct Scanner {
    let bytes: [UInt8]
    let separator: [UInt8]

    private static let brackets = Set("()[]{}".utf8)
    private static let closers: [UInt8: UInt8] = [
      UInt8(ascii: "("): UInt8(ascii: ")"), UInt8(ascii: "["): UInt8(ascii: "]"),
      UInt8(ascii: "{"): UInt8(ascii: "}"),
    ]

    mutating func items() -> [String] {
      var result: [String] = []
      var start = 0
      var place = 0
      var isBlank = true
      while place < bytes.count {
        let byte = bytes[place]
        if bytes[place...].starts(with: separator) {
          append(start..<place, to: &result)
          place += separator.count
          start = place
          isBlank = true
          continue
        }
        let opens = byte == UInt8(ascii: "{") || isBlank && Self.closers[byte] != nil
        if opens, let end = end(ofGroupAt: place) {
          place = end
        } else {
          place += isEscape(place) ? 2 : 1
        }
        isBlank = isBlank && (byte == 0x20 || byte == 0x09)
      }
      append(start..<bytes.count, to: &result)
      return result
    }

    private func append(_ range: Range<Int>, to result: inout [String]) {
      let text = String(decoding: bytes[range], as: UTF8.self).withoutOuterBlanks
      if !text.isEmpty { result.append(String(text)) }
    }

    /// Whether a backslash makes the bracket behind it plain.
    private func isEscape(_ place: Int) -> Bool {
      bytes[place] == UInt8(ascii: "\\") && place + 1 < bytes.count && Self.brackets.contains(bytes[place + 1])
    }

    /// The place behind the bracket that closes the one at `place`; nil if none does.
    private func end(ofGroupAt place: Int) -> Int? {
      guard let closer = Self.closers[bytes[place]] else { return nil }
      var depth = 0
      var index = place
      while index < bytes.count {
        if isEscape(index) {
          index += 2
          continue
        }
        if bytes[index] == bytes[place] { depth += 1 }
        if bytes[index] == closer { depth -= 1 }
        index += 1
        if depth == 0 { return index }
      }
      return nil
    }
  }
}

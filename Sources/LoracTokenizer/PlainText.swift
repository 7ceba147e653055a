/// The short way for captions of ASCII, in which there is nothing to repair.
enum PlainText {
  private enum Kind: UInt8 {
    case letter, number, space, other
    /// Could belong to an entity, a special token or a terminal's escape, or is no ASCII.
    case special
  }

  private static let kinds: [Kind] = (0..<256).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .number
    case 0x09, 0x0A, 0x0D, 0x20: .space
    case UInt8(ascii: "&"), UInt8(ascii: "<"), 0...0x1F, 0x7F...0xFF: .special
    default: .other
    }
  }

  private static let contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"].map { Array($0.utf8) }
  private static let apostrophe = UInt8(ascii: "'")
  private static let longestContraction = 3

  /// Whether a text can go the short way.
  static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let kinds = kinds
    return text.allSatisfy { kinds[Int($0)] != .special }
  }

  /// The next word of a plain text in its own spelling, or nil at the end; `position` moves behind it.
  static func nextWord(_ text: UnsafeBufferPointer<UInt8>, from position: inout Int) -> Slice<
    UnsafeBufferPointer<UInt8>
  >? {
    let kinds = kinds
    while position < text.count, kinds[Int(text[position])] == .space { position += 1 }
    guard position < text.count else { return nil }
    let start = position
    let kind = kinds[Int(text[start])]
    position += 1
    if text[start] == apostrophe, let length = contractionLength(text[start...]) {
      position = start + length
    } else if kind != .number {
      while position < text.count, kinds[Int(text[position])] == kind { position += 1 }
    }
    return text[start..<position]
  }

  static func lowercase(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  private static func contractionLength(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    let beginning = text.prefix(longestContraction).map(lowercase)
    return contractions.first { beginning.starts(with: $0) }?.count
  }
}

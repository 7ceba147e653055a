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

  /// Appends the tokens of a text; returns false, and appends nothing, if it takes the long way.
  static func encode(
    _ text: UnsafeBufferPointer<UInt8>, _ encoder: BytePairEncoder, into tokens: inout [UInt16]
  ) -> Bool {
    let kinds = kinds
    guard text.allSatisfy({ kinds[Int($0)] != .special }) else { return false }
    var position = 0
    while position < text.count {
      let kind = kinds[Int(text[position])]
      var end = position + 1
      if let length = text[position] == apostrophe ? contractionLength(text[position...]) : nil {
        end = position + length
      } else if kind == .letter || kind == .other {
        while end < text.count, kinds[Int(text[end])] == kind { end += 1 }
      }
      if kind != .space { encoder.encode(text[position..<end].lazy.map(lowercase), into: &tokens) }
      position = end
    }
    return true
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  private static func contractionLength(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    let beginning = text.prefix(longestContraction).map(lowercase)
    return contractions.first { beginning.starts(with: $0) }?.count
  }
}

/// UTF-16 code units that are written as `\uXXXX`, and the pairs of them that json-c 0.16 misreads.
///
/// json-c takes a character for half of a pair again once it has put it together from one, if the lowest 16 bits of its
/// number look like half of a pair: U+1D800 to U+1DFFF, and the same in every plane above. It then gives U+FFFD.
enum EscapedUnit {
  /// The bytes of a pair: twice `\uXXXX`.
  static let pairLength = 12

  /// The code unit whose escape begins at `index`, nil if there is none.
  static func unit(_ bytes: borrowing Span<UInt8>, at index: Int) -> UInt32? {
    guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
      return nil
    }
    var unit: UInt32 = 0
    for place in index + 2..<index + 6 {
      switch bytes[place] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt32(bytes[place] - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt32(bytes[place] - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt32(bytes[place] - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return unit
  }

  /// The character whose pair of escapes begins at `index`, nil unless json-c misreads it.
  static func misreadPair(_ bytes: borrowing Span<UInt8>, at index: Int) -> Unicode.Scalar? {
    guard let high = unit(bytes, at: index), high & 0xFC3E == 0xD836,
      let low = unit(bytes, at: index + pairLength / 2), low & 0xFC00 == 0xDC00
    else { return nil }
    return Unicode.Scalar(0x10000 + (high & 0x3FF) << 10 + low & 0x3FF)
  }
}

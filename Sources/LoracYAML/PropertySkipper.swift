/// The anchor and the tag before a node's value.
struct PropertySkipper {
  /// The bytes of the tag, `!` included.
  private(set) var tag: Range<Int>?
  /// The bytes of the anchor, `&` included.
  private(set) var anchor: Range<Int>?
  /// The offset of the first byte of the value; the end of the last property if no value follows.
  private(set) var valueStart: Int

  /// Skips the properties at the beginning of `range`, if there are any.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    var index = range.lowerBound
    valueStart = index
    while index < range.upperBound {
      let start = index
      switch bytes[index] {
      case UInt8(ascii: "&"), UInt8(ascii: "!"):
        let isVerbatim = index + 1 < range.upperBound && bytes[index + 1] == UInt8(ascii: "<")
        index =
          bytes[index..<range.upperBound].firstIndex {
            isVerbatim ? $0 == UInt8(ascii: ">") : Self.isSeparator($0)
          } ?? range.upperBound
        if isVerbatim { index = min(index + 1, range.upperBound) }
        if bytes[start] == UInt8(ascii: "!") { tag = start..<index } else { anchor = start..<index }
        valueStart = index
      case UInt8(ascii: "#"):
        while index < range.upperBound, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
      case 0x20, 0x09, 0x0A, 0x0D:
        index += 1
      default:
        valueStart = index
        return
      }
    }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte <= 0x20
      || [UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}")]
        .contains(byte)
  }
}

/// UTF-8 to code points.
enum UTF8Decoding {
  /// Strictly, or with the two variants that ftfy reads as well (bad_codecs/utf8_variants.py).
  ///
  /// The variants are surrogate pairs of three bytes each (CESU-8), and C0 80 for U+0000 (Java). Returns nil for
  /// anything else that is not UTF-8.
  static func decode(_ bytes: [UInt8], acceptsVariants: Bool) -> [CodePoint]? {
    var result: [CodePoint] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      let rest = bytes[position...]
      guard let (character, length) = character(rest) ?? (acceptsVariants ? variant(rest) : nil) else { return nil }
      result.append(character)
      position += length
    }
    return result
  }

  /// The first character and how many bytes it takes.
  private static func character(_ bytes: ArraySlice<UInt8>) -> (CodePoint, Int)? {
    guard let first = bytes.first else { return nil }
    if first < 0x80 { return (CodePoint(first), 1) }
    let length: Int
    let lowest: CodePoint
    switch first {
    case 0xC2...0xDF: (length, lowest) = (2, 0x80)
    case 0xE0...0xEF: (length, lowest) = (3, 0x800)
    case 0xF0...0xF4: (length, lowest) = (4, 0x10000)
    default: return nil
    }
    guard bytes.count >= length else { return nil }
    var character = CodePoint(first) & (0x7F >> CodePoint(length))
    for byte in bytes.dropFirst().prefix(length - 1) {
      guard byte & 0xC0 == 0x80 else { return nil }
      character = character << 6 | CodePoint(byte & 0x3F)
    }
    let isScalar = character >= lowest && character <= 0x10FFFF && !(0xD800...0xDFFF).contains(character)
    return isScalar ? (character, length) : nil
  }

  private static func variant(_ bytes: ArraySlice<UInt8>) -> (CodePoint, Int)? {
    let byte = { (offset: Int) in bytes[bytes.startIndex + offset] }
    // ftfy's patterns end in `$`, which in Python also holds before a newline that ends the text; so the newline is
    // swallowed as the byte that is missing.
    let newlineEnds = { (offset: Int) in bytes.count == offset + 1 && byte(offset) == 0x0A }
    if byte(0) == 0xC0, bytes.count >= 2, byte(1) == 0x80 || newlineEnds(1) { return (0, 2) }
    guard bytes.count >= 6, byte(0) == 0xED, (0xA0...0xAF).contains(byte(1)), byte(2) & 0xC0 == 0x80,
      byte(3) == 0xED, (0xB0...0xBF).contains(byte(4)), byte(5) & 0xC0 == 0x80 || newlineEnds(5)
    else { return nil }
    let bits = [(byte(1) & 0x0F, 16), (byte(2) & 0x3F, 10), (byte(4) & 0x0F, 6), (byte(5) & 0x3F, 0)]
    return (bits.reduce(0x10000) { $0 + CodePoint($1.0) << CodePoint($1.1) }, 6)
  }
}

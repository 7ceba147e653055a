internal import CLoracTokenizerTables

/// An encoding of one byte per character in which UTF-8 is read by mistake, "sloppy" in ftfy's sense where noted.
///
/// A sloppy encoding gives unassigned bytes the meaning they have in Latin-1, and byte 1A stands for U+FFFD
/// (ftfy, bad_codecs/sloppy.py).
struct SingleByteEncoding: Equatable, Sendable {
  private let index: Int

  static let latin1 = Self(index: 0)
  static let windows1252 = Self(index: 1)
  static let macRoman = Self(index: 8)
  /// In the order in which ftfy tries them (chardata.py, `CHARMAP_ENCODINGS`).
  static let all = (0..<10).map { Self(index: $0) }

  var isSloppy: Bool { (1...6).contains(index) }

  private static let substitute: UInt8 = 0x1A
  private static let replacementCharacter: CodePoint = 0xFFFD
  private static let upperHalves = StaticTable<UInt16>(lorac_encodings())
  private static let bytesByCharacter: [[CodePoint: UInt8]] = all.map { encoding in
    var result: [CodePoint: UInt8] = [:]
    for byte in UInt8(0x80)...0xFF { result[encoding.character(byte)] = byte }
    return result
  }

  func character(_ byte: UInt8) -> CodePoint {
    if byte >= 0x80 { return CodePoint(Self.upperHalves[index * 128 + Int(byte) - 0x80]) }
    return isSloppy && byte == Self.substitute ? Self.replacementCharacter : CodePoint(byte)
  }

  /// The bytes of a text, or nil if it has a character this encoding lacks.
  func encode(_ text: [CodePoint]) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for character in text {
      if character >= 0x80 {
        if isSloppy && character == Self.replacementCharacter {
          result.append(Self.substitute)
        } else if let byte = Self.bytesByCharacter[index][character] {
          result.append(byte)
        } else {
          return nil
        }
      } else if isSloppy && character == CodePoint(Self.substitute) {
        return nil
      } else {
        result.append(UInt8(character))
      }
    }
    return result
  }
}

/// Strict UTF-8, as Python's decoder: no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Check {
  /// Offset of the first byte that is not part of valid UTF-8; nil where all is valid.
  static func firstInvalid(_ bytes: UnsafeRawBufferPointer) -> Int? {
    var offset = 0
    while offset < bytes.count {
      if offset + 8 <= bytes.count,
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        offset += 8
      } else if bytes[offset] < 0x80 {
        offset += 1
      } else if let length = scalarLength(bytes[offset...]) {
        offset += length
      } else {
        return offset
      }
    }
    return nil
  }

  /// Number of bytes of the scalar that starts the slice; nil where none does.
  static func scalarLength<Bytes: RandomAccessCollection<UInt8>>(_ bytes: Bytes) -> Int? where Bytes.Index == Int {
    guard let first = bytes.first else { return nil }
    // Allowed range of the second byte, by first byte (Unicode standard, table 3-7).
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE, 0xEF: length = 3
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard bytes.count >= length, second.contains(bytes[bytes.startIndex + 1]) else { return nil }
    for index in 2..<max(2, length) where bytes[bytes.startIndex + index] & 0xC0 != 0x80 { return nil }
    return length
  }
}

/// Little-endian numbers from bytes, nil beyond their end.
struct ByteReader {
  let bytes: [UInt8]

  func byte(_ offset: Int) -> Int? { bytes.indices.contains(offset) ? Int(bytes[offset]) : nil }

  func u16(_ offset: Int) -> Int? { number(offset, size: 2) }

  func u32(_ offset: Int) -> Int? { number(offset, size: 4) }

  /// Nil also where the number does not fit into `Int`.
  func u64(_ offset: Int) -> Int? { number(offset, size: 8) }

  func slice(_ offset: Int, count: Int) -> ArraySlice<UInt8>? {
    guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else {
      return nil
    }
    return bytes[offset..<offset + count]
  }

  private func number(_ offset: Int, size: Int) -> Int? {
    guard let part = slice(offset, count: size) else { return nil }
    return Int(exactly: part.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}

extension [UInt8] {
  /// Appends the lowest `size` bytes of `value`, lowest first.
  mutating func append(littleEndian value: Int, size: Int) {
    for place in 0..<size { append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
  }
}

/// Reads integers, low byte first, from bytes that are known to be enough.
struct ByteReader {
  private var rest: ArraySlice<UInt8>

  /// Reads `bytes` from their start.
  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The next integer.
  mutating func integer<T: FixedWidthInteger>(_ type: T.Type) -> T {
    let size = T.bitWidth / 8
    precondition(rest.count >= size, "too few bytes")
    let value = rest.prefix(size).reversed().reduce(T.zero) { $0 << 8 | T(truncatingIfNeeded: $1) }
    rest = rest.dropFirst(size)
    return value
  }
}

extension [UInt8] {
  /// Appends the bytes of `value`, low byte first.
  mutating func append<T: FixedWidthInteger>(littleEndian value: T) {
    for shift in stride(from: 0, to: T.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: value >> T(shift))) }
  }
}

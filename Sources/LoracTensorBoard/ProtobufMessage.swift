/// A message in protobuf's wire format, as far as TensorBoard's events need it.
///
/// An event of scalars has four fields and its values two, all of types whose encoding is a line each. swift-protobuf
/// would add a dependency, a code generator and half a megabyte to the binary for them.
struct ProtobufMessage {
  /// The encoded fields.
  private(set) var bytes: [UInt8] = []

  /// Appends a `double`.
  mutating func append(_ field: Int, _ value: Double) {
    appendTag(field, wireType: 1)
    appendFixed(value.bitPattern)
  }

  /// Appends a `float`.
  mutating func append(_ field: Int, _ value: Float) {
    appendTag(field, wireType: 5)
    appendFixed(value.bitPattern)
  }

  /// Appends an `int64`, an `enum` or the like; 0 is left out, as it is what a missing field means.
  mutating func append(_ field: Int, _ value: Int) {
    guard value != 0 else { return }
    appendTag(field, wireType: 0)
    appendVariable(UInt64(bitPattern: Int64(value)))
  }

  /// Appends a `string`.
  mutating func append(_ field: Int, _ text: String) { append(field, Array(text.utf8)) }

  /// Appends a message.
  mutating func append(_ field: Int, _ message: ProtobufMessage) { append(field, message.bytes) }

  private mutating func append(_ field: Int, _ content: [UInt8]) {
    appendTag(field, wireType: 2)
    appendVariable(UInt64(content.count))
    bytes += content
  }

  private mutating func appendTag(_ field: Int, wireType: Int) { appendVariable(UInt64(field << 3 | wireType)) }

  private mutating func appendFixed(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }

  /// Seven bits in each byte, the lowest first; the highest bit says that more follow.
  private mutating func appendVariable(_ value: UInt64) {
    var rest = value
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

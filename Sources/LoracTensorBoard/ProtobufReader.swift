/// Reads the fields of a message in protobuf's wire format, one after the other.
struct ProtobufReader {
  /// A field's content, by its wire type.
  enum Content {
    /// Wire type 0: integers, enumerations and booleans.
    case variable(UInt64)
    /// Wire type 1: `double` and the like.
    case fixed64(UInt64)
    /// Wire type 2: texts, messages and packed lists.
    case bytes(ArraySlice<UInt8>)
    /// Wire type 5: `float` and the like.
    case fixed32(UInt32)
  }

  private var rest: ArraySlice<UInt8>
  /// Whether the message ended within a field or has a wire type that is no longer in use.
  private(set) var isDamaged = false

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The next field's number and content; nil at the end, and where the message is damaged.
  mutating func next() -> (field: UInt64, content: Content)? {
    guard !rest.isEmpty else { return nil }
    guard let tag = variable(), let content = content(wireType: tag & 7) else {
      isDamaged = true
      return nil
    }
    return (tag >> 3, content)
  }

  /// All numbers that a packed list of variable-length integers holds.
  static func packed(_ bytes: ArraySlice<UInt8>) -> [UInt64] {
    var reader = ProtobufReader(bytes)
    var values: [UInt64] = []
    while !reader.rest.isEmpty, let value = reader.variable() { values.append(value) }
    return values
  }

  /// The little-endian integer that `bytes` begin with; nil if there are too few.
  static func fixed<Value: FixedWidthInteger>(_ bytes: ArraySlice<UInt8>, as type: Value.Type) -> Value? {
    let size = Value.bitWidth / 8
    guard bytes.count >= size else { return nil }
    return bytes.prefix(size).reversed().reduce(Value(0)) { $0 << 8 | Value($1) }
  }

  private mutating func content(wireType: UInt64) -> Content? {
    switch wireType {
    case 0: return variable().map { .variable($0) }
    case 1: return fixed(as: UInt64.self).map { .fixed64($0) }
    case 2:
      guard let count = variable(), count <= UInt64(rest.count) else { return nil }
      defer { rest = rest.dropFirst(Int(count)) }
      return .bytes(rest.prefix(Int(count)))
    case 5: return fixed(as: UInt32.self).map { .fixed32($0) }
    default: return nil
    }
  }

  private mutating func fixed<Value: FixedWidthInteger>(as type: Value.Type) -> Value? {
    guard let value = Self.fixed(rest, as: type) else { return nil }
    rest = rest.dropFirst(Value.bitWidth / 8)
    return value
  }

  private mutating func variable() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }
}

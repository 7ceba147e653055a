/// The number in a tensor of one number, as newer writers store scalars.
///
/// The fields' numbers and the types' are those of tensorflow/core/framework/tensor.proto and types.proto. A tensor whose
/// values are left out is a zero.
enum TensorBoardTensor {
  /// The number; nil for texts and other types that are no scalars.
  static func number(_ bytes: ArraySlice<UInt8>) -> Double? {
    var reader = ProtobufReader(bytes)
    var type: UInt64 = 0
    var content: ArraySlice<UInt8>?
    var value: (field: UInt64, content: ProtobufReader.Content)?
    while let field = reader.next() {
      switch (field.field, field.content) {
      case (1, .variable(let number)): type = number
      case (4, .bytes(let raw)): content = raw
      case (5, _), (6, _), (7, _), (10, _), (13, _): if value == nil { value = field }
      default: break
      }
    }
    guard !reader.isDamaged, let kind = Kind(rawValue: type) else { return nil }
    if let content { return number(kind, raw: content) }
    guard let value else { return 0 }
    return number(kind, value.content)
  }

  private enum Kind: UInt64 {
    case float = 1
    case double = 2
    case int32 = 3
    case int64 = 9
    case bfloat16 = 14
    case half = 19
  }

  private static func number(_ kind: Kind, raw: ArraySlice<UInt8>) -> Double? {
    switch kind {
    case .float: ProtobufReader.fixed(raw, as: UInt32.self).map { Double(Float(bitPattern: $0)) }
    case .double: ProtobufReader.fixed(raw, as: UInt64.self).map { Double(bitPattern: $0) }
    case .int32: ProtobufReader.fixed(raw, as: UInt32.self).map { Double(Int32(bitPattern: $0)) }
    case .int64: ProtobufReader.fixed(raw, as: UInt64.self).map { Double(Int64(bitPattern: $0)) }
    case .bfloat16, .half: ProtobufReader.fixed(raw, as: UInt16.self).map { number(kind, bits: $0) }
    }
  }

  private static func number(_ kind: Kind, _ content: ProtobufReader.Content) -> Double? {
    switch (kind, content) {
    // Lists of numbers are packed; of a list of one, some writers write the number itself.
    case (.float, .fixed32(let bits)): Double(Float(bitPattern: bits))
    case (.double, .fixed64(let bits)): Double(bitPattern: bits)
    case (.float, .bytes(let raw)), (.double, .bytes(let raw)): number(kind, raw: raw)
    case (_, .variable(let value)): number(kind, integer: value)
    case (_, .bytes(let packed)): ProtobufReader.packed(packed).first.map { number(kind, integer: $0) }
    default: nil
    }
  }

  private static func number(_ kind: Kind, integer: UInt64) -> Double {
    kind == .half || kind == .bfloat16
      ? number(kind, bits: UInt16(truncatingIfNeeded: integer)) : Double(Int64(bitPattern: integer))
  }

  private static func number(_ kind: Kind, bits: UInt16) -> Double {
    if kind == .bfloat16 { return Double(Float(bitPattern: UInt32(bits) << 16)) }
    let (sign, exponent, fraction) = (bits >> 15, Int(bits >> 10 & 0x1F), Double(bits & 0x3FF))
    let magnitude: Double =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 31: fraction == 0 ? .infinity : .nan
      default: Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
      }
    return sign == 1 ? -magnitude : magnitude
  }
}

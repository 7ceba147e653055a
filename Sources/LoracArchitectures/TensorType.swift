/// The number formats that safetensors files hold, in the order in which its writer ranks them.
///
/// The writer stores tensors by rank from last to first, then by name (safetensors 0.4.5).
package enum TensorType: String, Sendable, Hashable, CaseIterable {
  /// True or false in a byte.
  case bool = "BOOL"
  /// 8-bit unsigned integer.
  case uint8 = "U8"
  /// 8-bit signed integer.
  case int8 = "I8"
  /// 8-bit float with 5 exponent bits.
  case float8e5m2 = "F8_E5M2"
  /// 8-bit float with 4 exponent bits.
  case float8e4m3 = "F8_E4M3"
  /// 16-bit signed integer.
  case int16 = "I16"
  /// 16-bit unsigned integer.
  case uint16 = "U16"
  /// Half precision.
  case float16 = "F16"
  /// Half size with single precision's range.
  case bfloat16 = "BF16"
  /// 32-bit signed integer.
  case int32 = "I32"
  /// 32-bit unsigned integer.
  case uint32 = "U32"
  /// Single precision.
  case float32 = "F32"
  /// Double precision.
  case float64 = "F64"
  /// 64-bit signed integer.
  case int64 = "I64"
  /// 64-bit unsigned integer.
  case uint64 = "U64"

  /// Bytes per number.
  package var byteCount: Int {
    switch self {
    case .bool, .uint8, .int8, .float8e5m2, .float8e4m3: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  /// Whether the format has fractions.
  package var isFloatingPoint: Bool {
    switch self {
    case .float8e5m2, .float8e4m3, .float16, .bfloat16, .float32, .float64: true
    case .bool, .uint8, .int8, .int16, .uint16, .int32, .uint32, .int64, .uint64: false
    }
  }

  /// The position in the writer's ranking.
  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

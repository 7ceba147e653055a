/// The type of a tensor's numbers; the raw values are ONNX's own.
package enum ONNXElementType: Int, Sendable, Hashable, CaseIterable {
  /// Single precision.
  case float32 = 1
  /// Unsigned bytes.
  case uint8
  /// Signed bytes.
  case int8
  /// Unsigned, 16 bits.
  case uint16
  /// Signed, 16 bits.
  case int16
  /// Signed, 32 bits.
  case int32
  /// Signed, 64 bits.
  case int64
  /// Texts.
  case string
  /// Truth values, a byte each.
  case bool
  /// Half precision.
  case float16
  /// Double precision.
  case float64
  /// Unsigned, 32 bits.
  case uint32
  /// Unsigned, 64 bits.
  case uint64
  /// The upper half of single precision.
  case bfloat16 = 16

  /// The name, as in `float32`.
  package var name: String { "\(self)" }
}

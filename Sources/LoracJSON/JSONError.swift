/// Why a text is not JSON, and where.
package struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The offset of the first byte that is wrong; the text's length if it ends too early.
  package let byteOffset: Int
  /// One phrase: lower case, no full stop.
  package let message: String

  /// An error at `byteOffset`.
  package init(byteOffset: Int, message: String) {
    self.byteOffset = byteOffset
    self.message = message
  }

  /// The message with its place, as in `unexpected character (byte 12)`.
  package var description: String { "\(message) (byte \(byteOffset))" }
}

/// Bounds on what the JSON parser accepts, so that hostile input ends in an error.
package struct JSONLimits: Sendable, Hashable {
  /// The largest text, in bytes; at most `Int32.max`, since json-c counts in 32 bits.
  package var byteCount: Int
  /// The deepest nesting of arrays and objects.
  package var depth: Int
  /// The largest number of arrays and objects; json-c takes about 800 bytes for each object.
  package var containerCount: Int
  /// The largest number of values, counted by commas; json-c takes about 60 bytes for each number.
  package var valueCount: Int

  /// The usual bounds: 256 MiB, 128 levels, a million containers, ten million values.
  package init(
    byteCount: Int = 256 << 20, depth: Int = 128, containerCount: Int = 1_000_000, valueCount: Int = 10_000_000
  ) {
    self.byteCount = min(byteCount, Int(Int32.max))
    self.depth = depth
    self.containerCount = containerCount
    self.valueCount = valueCount
  }
}

/// Bytes as text (RFC 4648, section 4).
enum Base64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text of `bytes`, padded with `=`.
  static func encode(_ bytes: [UInt8]) -> String {
    let count = (bytes.count + 2) / 3 * 4
    return String(unsafeUninitializedCapacity: count) { output in
      bytes.withUnsafeBufferPointer { input in
        digits.withUnsafeBufferPointer { digits in
          var at = 0
          for start in stride(from: 0, to: input.count, by: 3) {
            let rest = input.count - start
            let second = rest > 1 ? UInt32(input[start + 1]) : 0
            let third = rest > 2 ? UInt32(input[start + 2]) : 0
            let group = UInt32(input[start]) << 16 | second << 8 | third
            output[at] = digits[Int(group >> 18)]
            output[at + 1] = digits[Int(group >> 12 & 63)]
            output[at + 2] = rest > 1 ? digits[Int(group >> 6 & 63)] : UInt8(ascii: "=")
            output[at + 3] = rest > 2 ? digits[Int(group & 63)] : UInt8(ascii: "=")
            at += 4
          }
        }
      }
      return count
    }
  }
}

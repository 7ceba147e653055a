/// A 64-bit digest of a file's content, for noticing changes and candidates for duplicates.
package struct ContentDigest: Hashable, Sendable, Comparable {
  /// The bits.
  package let bits: UInt64

  /// A digest from its bits.
  package init(bits: UInt64) { self.bits = bits }

  /// The quick digest of a file's bytes: its size, first and last 4 KiB, as a scan computes it.
  package init(ofFile bytes: [UInt8]) {
    let window = 4096
    var hash = ContentHash(seed: UInt64(bytes.count))
    bytes.prefix(window).withUnsafeBytes { hash.combine($0) }
    bytes.suffix(window).withUnsafeBytes { hash.combine($0) }
    self = hash.finish()
  }

  /// 16 hexadecimal digits.
  package var text: String {
    let digits = Array("0123456789abcdef".utf8)
    let bytes = (0..<16).map { digits[Int(bits >> UInt64(60 - 4 * $0) & 15)] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// By number.
  package static func < (left: ContentDigest, right: ContentDigest) -> Bool { left.bits < right.bits }
}

/// A fast 64-bit hash that does not resist attack: folded 64x64 to 128-bit products, eight bytes at a time.
struct ContentHash {
  private var state: UInt64

  /// A hash that starts from a number.
  init(seed: UInt64) { state = Self.fold(seed ^ 0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9) }

  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// Adds bytes and their number.
  mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    var offset = 0
    while offset + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      state = Self.fold(state ^ word, 0x94D0_49BB_1331_11EB ^ state)
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < bytes.count {
      rest = rest << 8 | UInt64(bytes[offset])
      offset += 1
    }
    state = Self.fold(state ^ rest, 0xD6E8_FEB8_6659_FD93 ^ UInt64(bytes.count))
  }

  /// The digest so far.
  func finish() -> ContentDigest { ContentDigest(bits: Self.fold(state ^ 0x2545_F491_4F6C_DD1D, state | 1)) }
}

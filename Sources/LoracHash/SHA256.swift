internal import CLoracKernels

/// The SHA-256 hash (FIPS 180-4) of bytes given piece by piece.
///
/// A cryptographic library would add 26 MB to the program, 1 ms to its start and two minutes to its build.
package struct SHA256 {
  private var state: [UInt32] = [
    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
  ]
  private var pending: [UInt8] = []
  private var byteCount = 0

  /// The hash of nothing yet.
  package init() {}

  /// Adds bytes to the message.
  package mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// Adds bytes to the message.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount += bytes.count
    var rest = bytes[...]
    if !pending.isEmpty {
      let filling = rest.prefix(64 - pending.count)
      pending += filling
      rest = rest.dropFirst(filling.count)
      guard pending.count == 64 else { return }
      pending.withUnsafeBytes { addBlocks($0) }
      pending = []
    }
    let whole = rest.prefix(rest.count / 64 * 64)
    addBlocks(UnsafeRawBufferPointer(rebasing: whole))
    pending = Array(rest.dropFirst(whole.count))
  }

  /// The hash of the message so far, in lower-case hexadecimal: 64 digits.
  package func finalized() -> String {
    var copy = self
    var padding: [UInt8] = [0x80]
    while (byteCount + padding.count) % 64 != 56 { padding.append(0) }
    padding += (0..<8).reversed().map { UInt8(truncatingIfNeeded: (byteCount * 8) >> (8 * $0)) }
    copy.update(padding)
    let digits = Array("0123456789abcdef".utf8)
    let text = copy.state.flatMap { word in
      (0..<8).reversed().map { digits[Int(word >> (4 * UInt32($0)) & 15)] }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func addBlocks(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
    lorac_sha256_blocks(&state, start.assumingMemoryBound(to: UInt8.self), bytes.count / 64)
  }
}

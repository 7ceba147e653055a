/// The SHA-256 hash (FIPS 180-4) of bytes given piece by piece.
///
/// For a few kilobytes per run: kohya's short model hash and fingerprints. A cryptographic library would add 26 MB to
/// the program, 1 ms to its start and two minutes to its build.
package struct SHA256 {
  private var state: [UInt32] = [
    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
  ]
  private var pending: [UInt8] = []
  private var byteCount = 0

  /// The hash of nothing yet.
  package init() {}

  /// Adds bytes to the message.
  package mutating func update(_ bytes: [UInt8]) {
    byteCount += bytes.count
    let message = pending.isEmpty ? bytes : pending + bytes
    var schedule = [UInt32](repeating: 0, count: 64)
    let whole = message.count / 64 * 64
    for start in stride(from: 0, to: whole, by: 64) { compress(message, start, &schedule) }
    pending = Array(message[whole...])
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

  private mutating func compress(_ message: [UInt8], _ start: Int, _ schedule: inout [UInt32]) {
    for index in 0..<16 {
      let place = start + 4 * index
      schedule[index] =
        UInt32(message[place]) << 24 | UInt32(message[place + 1]) << 16 | UInt32(message[place + 2]) << 8
        | UInt32(message[place + 3])
    }
    for index in 16..<64 {
      let (near, far) = (schedule[index - 2], schedule[index - 15])
      let first = Self.rotated(far, 7) ^ Self.rotated(far, 18) ^ (far >> 3)
      let second = Self.rotated(near, 17) ^ Self.rotated(near, 19) ^ (near >> 10)
      schedule[index] = schedule[index - 16] &+ first &+ schedule[index - 7] &+ second
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for index in 0..<64 {
      let mixed = Self.rotated(e, 6) ^ Self.rotated(e, 11) ^ Self.rotated(e, 25)
      let first = h &+ mixed &+ ((e & f) ^ (~e & g)) &+ Self.constants[index] &+ schedule[index]
      let majority = (a & b) ^ (a & c) ^ (b & c)
      let second = (Self.rotated(a, 2) ^ Self.rotated(a, 13) ^ Self.rotated(a, 22)) &+ majority
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
  ]
}

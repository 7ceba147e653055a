/// numpy's `SeedSequence`: seeds that differ for each key, from one number.
///
/// numpy/random/bit_generator.pyx (O'Neill's `seed_seq` with other constants).
struct SeedSequence {
  private let pool: [UInt32]

  /// The sequence of `entropy` and a key of numbers below 2³².
  init(entropy: UInt64, key: [UInt32] = [], poolSize: Int) {
    var words = entropy >> 32 == 0 ? [UInt32(entropy)] : [UInt32(truncatingIfNeeded: entropy), UInt32(entropy >> 32)]
    if !key.isEmpty {
      words += [UInt32](repeating: 0, count: max(0, poolSize - words.count))
      words += key
    }
    var hash = Hash(constant: 0x43B0_D7E5, multiplier: 0x931E_8875)
    var pool = (0..<poolSize).map { hash.hashed($0 < words.count ? words[$0] : 0) }
    for source in 0..<poolSize {
      for target in 0..<poolSize where target != source {
        pool[target] = Self.mixed(pool[target], hash.hashed(pool[source]))
      }
    }
    for word in words.dropFirst(poolSize) {
      for target in 0..<poolSize { pool[target] = Self.mixed(pool[target], hash.hashed(word)) }
    }
    self.pool = pool
  }

  /// `generate_state(count)`.
  func state(_ count: Int) -> [UInt32] {
    var hash = Hash(constant: 0x8B51_F9DD, multiplier: 0x58F3_8DED)
    return (0..<count).map { hash.hashed(pool[$0 % pool.count]) }
  }

  private static func mixed(_ x: UInt32, _ y: UInt32) -> UInt32 {
    let result = 0xCA01_F9DD &* x &- 0x4973_F715 &* y
    return result ^ result >> 16
  }

  /// A hash whose constant changes with every use.
  private struct Hash {
    var constant: UInt32
    let multiplier: UInt32

    mutating func hashed(_ value: UInt32) -> UInt32 {
      let value = value ^ constant
      constant = constant &* multiplier
      let product = value &* constant
      return product ^ product >> 16
    }
  }
}

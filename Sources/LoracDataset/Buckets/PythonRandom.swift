/// Python's `random.Random`: the Mersenne Twister MT19937, seeded and read as CPython does.
package struct PythonRandom: Sendable {
  private static let size = 624
  private static let offset = 397

  private var state: [UInt32]
  private var index = size

  /// `random.seed(seed)` for an integer; the sign is dropped, as CPython drops it.
  package init(seed: Int) {
    let magnitude = UInt64(seed.magnitude)
    let high = UInt32(magnitude >> 32)
    self.init(key: high == 0 ? [UInt32(truncatingIfNeeded: magnitude)] : [UInt32(truncatingIfNeeded: magnitude), high])
  }

  /// `init_by_array` of Matsumoto and Nishimura's mt19937ar.
  private init(key: [UInt32]) {
    let size = Self.size
    state = [UInt32](repeating: 0, count: size)
    state[0] = 19_650_218
    for position in 1..<size {
      state[position] = 1_812_433_253 &* (state[position - 1] ^ state[position - 1] >> 30) &+ UInt32(position)
    }
    var position = 1
    var keyIndex = 0
    for _ in 0..<max(size, key.count) {
      let mixed = (state[position - 1] ^ state[position - 1] >> 30) &* 1_664_525
      state[position] = (state[position] ^ mixed) &+ key[keyIndex] &+ UInt32(keyIndex)
      advance(&position)
      keyIndex = (keyIndex + 1) % key.count
    }
    for _ in 0..<size - 1 {
      let mixed = (state[position - 1] ^ state[position - 1] >> 30) &* 1_566_083_941
      state[position] = (state[position] ^ mixed) &- UInt32(position)
      advance(&position)
    }
    state[0] = 0x8000_0000
  }

  private mutating func advance(_ position: inout Int) {
    position += 1
    if position >= Self.size {
      state[0] = state[Self.size - 1]
      position = 1
    }
  }

  /// The next 32 random bits.
  package mutating func next32() -> UInt32 {
    if index >= Self.size { refill() }
    var value = state[index]
    index += 1
    value ^= value >> 11
    value ^= value << 7 & 0x9D2C_5680
    value ^= value << 15 & 0xEFC6_0000
    return value ^ value >> 18
  }

  private mutating func refill() {
    let size = Self.size
    for position in 0..<size {
      let joined = state[position] & 0x8000_0000 | state[(position + 1) % size] & 0x7FFF_FFFF
      state[position] =
        state[(position + Self.offset) % size] ^ joined >> 1 ^ (joined & 1 == 0 ? 0 : 0x9908_B0DF)
    }
    index = 0
  }

  /// `random.getrandbits(count)` for 1 to 63 bits.
  package mutating func bits(_ count: Int) -> Int {
    precondition((1...63).contains(count), "number of bits")
    if count <= 32 { return Int(next32() >> UInt32(32 - count)) }
    let low = Int(next32())
    return low | Int(next32() >> UInt32(64 - count)) << 32
  }

  /// `random.random()`: 53 bits in 0 ..< 1.
  package mutating func unit() -> Double {
    let high = Double(next32() >> 5)
    let low = Double(next32() >> 6)
    return (high * 67_108_864 + low) / 9_007_199_254_740_992
  }

  /// `random.randrange(limit)`: a whole number from 0 to below a positive limit.
  package mutating func below(_ limit: Int) -> Int {
    precondition(limit > 0, "empty range")
    let count = Int.bitWidth - limit.leadingZeroBitCount
    while true {
      let value = bits(count)
      if value < limit { return value }
    }
  }

  /// `random.randint(low, high)`, both ends included.
  package mutating func integer(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// `random.shuffle(list)`.
  package mutating func shuffle<Element>(_ list: inout [Element]) {
    for last in stride(from: list.count - 1, to: 0, by: -1) { list.swapAt(last, below(last + 1)) }
  }
}

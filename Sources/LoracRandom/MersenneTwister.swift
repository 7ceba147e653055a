internal import CLoracKernels

/// The Mersenne Twister MT19937, the core of torch's CPU generator and of Python's `random`.
///
/// A value: a copy goes on independently. A draw is 32 bits; 2.5 kB of state.
package struct MersenneTwister: Sendable, Hashable {
  private static let size = 624
  /// Bytes of ``bytes``.
  package static let byteCount = 4 * size + 2

  private var state: [UInt32]
  /// How many words of the state were handed out.
  private var position = size

  /// `init_genrand`: seeded with one word.
  package init(seed: UInt32) {
    state = [UInt32](repeating: seed, count: Self.size)
    for index in 1..<Self.size {
      state[index] = 1_812_433_253 &* (state[index - 1] ^ state[index - 1] >> 30) &+ UInt32(index)
    }
  }

  /// `init_by_array`: seeded with several words, at least one.
  package init(key: [UInt32]) {
    precondition(!key.isEmpty, "a key has words")
    self.init(seed: 19_650_218)
    var index = 1
    var keyIndex = 0
    for _ in 0..<max(Self.size, key.count) {
      let mixed = (state[index - 1] ^ state[index - 1] >> 30) &* 1_664_525
      state[index] = (state[index] ^ mixed) &+ key[keyIndex] &+ UInt32(keyIndex)
      advance(&index)
      keyIndex = (keyIndex + 1) % key.count
    }
    for _ in 0..<Self.size - 1 {
      let mixed = (state[index - 1] ^ state[index - 1] >> 30) &* 1_566_083_941
      state[index] = (state[index] ^ mixed) &- UInt32(index)
      advance(&index)
    }
    state[0] = 0x8000_0000
  }

  private mutating func advance(_ index: inout Int) {
    index += 1
    if index >= Self.size {
      state[0] = state[Self.size - 1]
      index = 1
    }
  }

  /// The next draw.
  package mutating func next() -> UInt32 {
    if position == Self.size {
      // A skip by one makes new words; the one that it passes is the one wanted.
      skip(1)
      position = 0
    }
    var word = state[position]
    position += 1
    word ^= word >> 11
    word ^= word << 7 & 0x9D2C_5680
    word ^= word << 15 & 0xEFC6_0000
    return word ^ word >> 18
  }

  /// The next draws, one for each element of `draws`.
  package mutating func fill(_ draws: UnsafeMutableBufferPointer<UInt32>) {
    guard let start = draws.baseAddress else { return }
    update { lorac_mersenne_draw($0, $1, start, draws.count) }
  }

  /// The low 24 bits of one draw for each element, as a number of 0 ..< 1.
  package mutating func fillUnit(_ numbers: UnsafeMutableBufferPointer<Float>) {
    guard let start = numbers.baseAddress else { return }
    update { lorac_mersenne_unit($0, $1, start, numbers.count) }
  }

  /// Ones and zeros: a one where a number of 53 bits, made of two draws, is below `probability`.
  package mutating func fillBernoulli(_ numbers: UnsafeMutableBufferPointer<Float>, probability: Double) {
    guard let start = numbers.baseAddress else { return }
    update { lorac_mersenne_bernoulli($0, $1, start, numbers.count, probability) }
  }

  /// Throws draws away, thousands of millions in a second.
  package mutating func skip(_ draws: Int) {
    precondition(draws >= 0, "a generator cannot go back")
    update { lorac_mersenne_skip($0, $1, draws) }
  }

  /// Gives words and position to a function of the kernels, which returns the new position.
  private mutating func update(_ kernel: (UnsafeMutablePointer<UInt32>, Int) -> Int) {
    let position = position
    self.position = state.withUnsafeMutableBufferPointer { state in
      state.baseAddress.map { kernel($0, position) } ?? position
    }
  }

  /// The state: 624 words and the position, low bytes first.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    for word in state { bytes.append(littleEndian: word) }
    bytes.append(littleEndian: UInt16(position))
    return bytes
  }

  /// A state that ``bytes`` gave; nil if these are not its bytes.
  package init?(bytes: ArraySlice<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    var reader = ByteReader(bytes)
    state = (0..<Self.size).map { _ in reader.integer(UInt32.self) }
    position = Int(reader.integer(UInt16.self))
    guard position <= Self.size else { return nil }
  }
}

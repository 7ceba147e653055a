/// Python's `random.Random`, seeded and read as CPython 3.11 does.
package struct PythonRandom: Sendable, Hashable {
  /// Bytes of ``bytes``.
  package static let byteCount = MersenneTwister.byteCount

  private var twister: MersenneTwister

  /// `random.seed(seed)` for an integer; the sign is dropped, as CPython drops it.
  package init(seed: Int) {
    let magnitude = UInt64(seed.magnitude)
    let (low, high) = (UInt32(truncatingIfNeeded: magnitude), UInt32(magnitude >> 32))
    twister = MersenneTwister(key: high == 0 ? [low] : [low, high])
  }

  /// The next 32 random bits.
  package mutating func next32() -> UInt32 { twister.next() }

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

  /// `random.uniform(low, high)`.
  package mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

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

  /// `random.choice(list)` of a list that is not empty.
  package mutating func choice<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

  /// `random.shuffle(list)`.
  package mutating func shuffle<Element>(_ list: inout [Element]) {
    for last in stride(from: list.count - 1, to: 0, by: -1) { list.swapAt(last, below(last + 1)) }
  }

  /// The whole state (`random.getstate()`).
  package var bytes: [UInt8] { twister.bytes }

  /// A state that ``bytes`` gave; nil if these are not its bytes.
  package init?(bytes: ArraySlice<UInt8>) {
    guard let twister = MersenneTwister(bytes: bytes) else { return nil }
    self.twister = twister
  }
}

import Testing

@testable import LoracRandom

@Suite struct RunRandomTests {
  /// Goes on for a while, through every kind of draw that changes the state in its own way.
  static func numbers(_ random: inout RunRandom) -> [Double] {
    let few = random.torch.normal(count: 3)
    let many = random.torch.normal(count: 700) + random.torch.unit(count: 5)
    return (few + many).map(Double.init) + (0..<700).map { _ in random.python.unit() }
      + random.torch.permutation(of: 9).map(Double.init)
  }

  @Test(arguments: [0, 1, 2, 5]) func savedStateGoesOnAlike(rounds: Int) throws {
    var random = RunRandom(seed: 42)
    for _ in 0..<rounds { _ = Self.numbers(&random) }
    let bytes = random.bytes
    #expect(bytes.count == RunRandom.byteCount)
    var restored = try #require(RunRandom(bytes: bytes))
    #expect(restored == random)
    #expect(Self.numbers(&restored) == Self.numbers(&random))
    #expect(restored.bytes == random.bytes)
  }

  @Test func spareNumberIsSaved() throws {
    var random = RunRandom(seed: 1)
    _ = random.torch.normal(count: 1)
    var restored = try #require(RunRandom(bytes: random.bytes))
    #expect(restored.torch.normal(count: 2) == random.torch.normal(count: 2))
  }

  @Test func otherBytesAreRefused() {
    let bytes = RunRandom(seed: 42).bytes
    #expect(RunRandom(bytes: bytes.dropLast()) == nil)
    #expect(RunRandom(bytes: bytes + [0]) == nil)
    #expect(RunRandom(bytes: [UInt8]()) == nil)
    // The positions in both generators, the method and the mark of the spare number.
    for place in [
      PythonRandom.byteCount - 1, RunRandom.byteCount - 11, RunRandom.byteCount - 10, RunRandom.byteCount - 9,
    ] {
      var damaged = bytes
      damaged[place] = 0xFF
      #expect(RunRandom(bytes: damaged) == nil, "byte \(place)")
    }
  }

  @Test func seedsBothGenerators() {
    var random = RunRandom(seed: 1 << 32 | 7)
    var (python, torch) = (PythonRandom(seed: 1 << 32 | 7), TorchGenerator(seed: 7))
    #expect(random.python.next32() == python.next32())
    #expect(random.torch.next32() == torch.next32())
  }
}

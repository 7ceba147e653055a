internal import CLoracKernels
internal import Glibc

/// torch's default CPU generator: the same numbers, to the last bit, as torch 2 on a processor with AVX2 or AVX-512.
///
/// Numbers are single precision and fill contiguous memory, as `torch.randn(shape)` does; the shape does not matter.
/// (torch/aten: CPUGeneratorImpl, DistributionsHelper.h, cpu/DistributionTemplates.h.)
package struct TorchGenerator: Sendable, Hashable {
  /// Bytes of ``bytes``.
  package static let byteCount = MersenneTwister.byteCount + 10

  /// How ``bernoulli(into:probability:)`` draws.
  package var bernoulliMethod: BernoulliMethod

  private var twister: MersenneTwister
  /// The second number of a pair that was drawn for fewer than 16 normal numbers.
  private var spare: Double?

  /// `torch.manual_seed(seed)`; only the low 32 bits count.
  package init(seed: Int, bernoulliMethod: BernoulliMethod = .thisMachine) {
    twister = MersenneTwister(seed: UInt32(truncatingIfNeeded: seed))
    self.bernoulliMethod = bernoulliMethod
  }

  // MARK: Whole numbers

  /// The next 32 random bits.
  package mutating func next32() -> UInt32 { twister.next() }

  /// The next 64 random bits: two draws, the first is the high half.
  package mutating func next64() -> UInt64 {
    let high = UInt64(next32())
    return high << 32 | UInt64(next32())
  }

  /// Throws draws of 32 bits away, thousands of millions in a second; a spare normal number stays.
  package mutating func skip(_ draws: Int) { twister.skip(draws) }

  /// `torch.empty((), dtype=torch.int64).random_()`: what data loaders and samplers are seeded with.
  package mutating func seed() -> Int { Int(next64() & UInt64(Int.max)) }

  /// `torch.randint(range.lowerBound, range.upperBound, ())`: one draw below 2²⁸, two from there.
  package mutating func integer(in range: Range<Int>) -> Int {
    precondition(!range.isEmpty, "empty range")
    let span = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
    let draw = span >= 1 << 28 ? next64() : UInt64(next32())
    return range.lowerBound &+ Int(truncatingIfNeeded: draw % span)
  }

  /// `torch.randint(range.lowerBound, range.upperBound, (count,))`.
  package mutating func integers(in range: Range<Int>, count: Int) -> [Int] {
    (0..<count).map { _ in integer(in: range) }
  }

  /// `torch.randperm(count)` for fewer than 2³² / 20 elements.
  package mutating func permutation(of count: Int) -> [Int] {
    precondition(count < 1 << 32 / 20, "torch draws large permutations in another way")
    var order = Array(0..<count)
    for index in order.indices.dropLast() {
      order.swapAt(index, index + Int(next32()) % (count - index))
    }
    return order
  }

  // MARK: Uniform numbers

  /// `torch.rand(())`: one draw.
  package mutating func unit() -> Float { Float(next32() & 0xFF_FFFF) * 0x1p-24 }

  /// `torch.rand((), dtype=torch.float64)`: two draws.
  package mutating func unitDouble() -> Double { Double(next64() & (1 << 53 - 1)) * 0x1p-53 }

  /// `torch.rand(count)`: numbers of 0 ..< 1.
  package mutating func unit(count: Int) -> [Float] { array(count) { $0.unit(into: $1) } }

  /// `torch.rand` into memory.
  package mutating func unit(into numbers: UnsafeMutableBufferPointer<Float>) { twister.fillUnit(numbers) }

  /// `Tensor.uniform_(from, to)`.
  package mutating func uniform(into numbers: UnsafeMutableBufferPointer<Float>, from: Float, to: Float) {
    twister.fillUnit(numbers)
    if let start = numbers.baseAddress { lorac_stretch_unit(start, numbers.count, from, to) }
  }

  /// `torch.nn.init.kaiming_uniform_(tensor, a=math.sqrt(5))`, the way Linear and Conv2d begin.
  ///
  /// `fanIn` is the number of inputs of one output: the product of all dimensions of the tensor but the first.
  package mutating func kaimingUniform(into numbers: UnsafeMutableBufferPointer<Float>, fanIn: Int) {
    let slope = 5.0.squareRoot()
    let gain = (2 / (1 + slope * slope)).squareRoot()
    let bound = Float(3.0.squareRoot() * (gain / Double(fanIn).squareRoot()))
    uniform(into: numbers, from: -bound, to: bound)
  }

  // MARK: Normal numbers

  /// `torch.randn(count)`.
  package mutating func normal(count: Int) -> [Float] { array(count) { $0.normal(into: $1) } }

  /// `torch.randn` into memory.
  ///
  /// From 16 numbers on: blocks of 16 (see `lorac_normal_from_unit`); where 16 does not divide them, the last 16 are drawn
  /// again. Fewer: pairs in double precision, the second of a pair stays for the next call.
  package mutating func normal(into numbers: UnsafeMutableBufferPointer<Float>) {
    guard numbers.count >= 16, let start = numbers.baseAddress else {
      for index in numbers.indices { numbers[index] = Float(nextNormal()) }
      return
    }
    twister.fillUnit(numbers)
    lorac_normal_from_unit(start, numbers.count / 16)
    guard !numbers.count.isMultiple(of: 16) else { return }
    let last = start + (numbers.count - 16)
    twister.fillUnit(UnsafeMutableBufferPointer(start: last, count: 16))
    lorac_normal_from_unit(last, 1)
  }

  private mutating func nextNormal() -> Double {
    if let number = spare {
      spare = nil
      return number
    }
    let angle = 2 * Double.pi * unitDouble()
    let radius = (-2 * log1p(-unitDouble())).squareRoot()
    spare = radius * sin(angle)
    return radius * cos(angle)
  }

  // MARK: Bernoulli numbers

  /// `Tensor.bernoulli_(probability)`: ones and zeros, a one with `probability`.
  ///
  /// `torch.nn.functional.dropout(x, p)` is `x` times these with `1 - p`, divided by `1 - p`; torch fills them in the order
  /// of memory, and draws nothing at all if `p` is 0.
  package mutating func bernoulli(into numbers: UnsafeMutableBufferPointer<Float>, probability: Double) {
    switch bernoulliMethod {
    case .torch: twister.fillBernoulli(numbers, probability: probability)
    case .mkl: BernoulliMethod.fillAsMKL(numbers, seed: next32(), probability: probability)
    }
  }

  private mutating func array(
    _ count: Int, _ fill: (inout TorchGenerator, UnsafeMutableBufferPointer<Float>) -> Void
  ) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      buffer.initialize(repeating: 0)
      fill(&self, UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      filled = count
    }
  }

  // MARK: State

  /// The whole state, low bytes first.
  package var bytes: [UInt8] {
    var bytes = twister.bytes
    bytes.append(bernoulliMethod.rawValue)
    bytes.append(spare == nil ? 0 : 1)
    bytes.append(littleEndian: (spare ?? 0).bitPattern)
    return bytes
  }

  /// A state that ``bytes`` gave; nil if these are not its bytes.
  package init?(bytes: ArraySlice<UInt8>) {
    guard bytes.count == Self.byteCount, let twister = MersenneTwister(bytes: bytes.prefix(MersenneTwister.byteCount))
    else { return nil }
    var reader = ByteReader(bytes.dropFirst(MersenneTwister.byteCount))
    guard let method = BernoulliMethod(rawValue: reader.integer(UInt8.self)) else { return nil }
    let hasSpare = reader.integer(UInt8.self)
    let number = Double(bitPattern: reader.integer(UInt64.self))
    guard hasSpare <= 1 else { return nil }
    self.twister = twister
    bernoulliMethod = method
    spare = hasSpare == 1 ? number : nil
  }
}

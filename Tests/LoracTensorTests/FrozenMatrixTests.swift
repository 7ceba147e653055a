@testable import LoracTensor
import LoracTestSupport
import Testing

/// Frozen weights of given bits, in memory of their own; `offset` bytes after an aligned address.
func frozen(_ type: ElementType, _ bits: [UInt32], outputs: Int, inputs: Int, taps: Int, offset: Int = 0)
  -> FrozenMatrix
{
  let size = type.byteCount
  let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bits.count * size + offset, alignment: 64)
  for (index, value) in bits.enumerated() {
    let at = offset + index * size
    if size == 4 {
      memory.storeBytes(of: value, toByteOffset: at, as: UInt32.self)
    } else {
      memory.storeBytes(of: UInt16(value), toByteOffset: at, as: UInt16.self)
    }
  }
  return FrozenMatrix(
    bytes: UnsafeRawBufferPointer(rebasing: memory[offset...]), owner: Owner(memory), type: type, outputs: outputs,
    inputs: inputs, taps: taps)
}

private final class Owner: @unchecked Sendable {
  private let memory: UnsafeMutableRawBufferPointer
  init(_ memory: UnsafeMutableRawBufferPointer) { self.memory = memory }
  deinit { memory.deallocate() }
}

/// The value of a number that is stored as `bits`.
func value(_ type: ElementType, _ bits: UInt32) -> Float {
  switch type {
  case .float32: Float(bitPattern: bits)
  case .bfloat16: Float(bitPattern: bits << 16)
  case .float16: half(bits)
  }
}

/// IEEE 754 binary16 by its definition.
private func half(_ bits: UInt32) -> Float {
  let sign: Float = bits & 0x8000 == 0 ? 1 : -1
  let (exponent, fraction) = (Int(bits >> 10 & 0x1F), Float(bits & 0x3FF))
  switch exponent {
  case 0: return sign * fraction * 0x1p-24
  case 31: return fraction == 0 ? sign * .infinity : .nan
  default: return sign * (1 + fraction / 1024) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
  }
}

@Suite("Frozen weights")
struct FrozenMatrixTests {
  static let types: [ElementType] = [.float32, .float16, .bfloat16]

  @Test("keep every 16-bit number's value, at any address", arguments: [ElementType.float16, .bfloat16], [0, 1])
  func everyNumber(_ type: ElementType, _ offset: Int) {
    let all = (0...UInt32(0xFFFF)).map { $0 }
    let values = frozen(type, all, outputs: 256, inputs: 256, taps: 1, offset: offset).values
    let wrong = zip(all, values).first { bits, number in
      let expected = value(type, bits)
      return expected.isNaN ? !number.isNaN : number.bitPattern != expected.bitPattern
    }
    #expect(wrong == nil)
  }

  @Test("are laid out by tap for some outputs or some inputs", arguments: types, [1, 4, 9])
  func panels(_ type: ElementType, _ taps: Int) throws {
    var random = SplitMix(seed: 3)
    // More inputs than one chunk of a convolution's row.
    let (outputs, inputs) = (5, 131)
    let stored = (0..<outputs * inputs * taps).map { _ -> UInt32 in
      let bits = Float.random(in: -1...1, using: &random).bitPattern
      return type == .float32
        ? bits : type == .bfloat16 ? bits >> 16 : UInt32.random(in: 0x2000...0x3800, using: &random)
    }
    let matrix = frozen(type, stored, outputs: outputs, inputs: inputs, taps: taps, offset: 3)
    func number(_ output: Int, _ input: Int, _ tap: Int) -> Float {
      value(type, stored[(output * inputs + input) * taps + tap])
    }
    for range in [0..<outputs, 1..<4, 4..<5] {
      let panel = matrix.convert(outputs: range, into: try room(range.count * inputs * taps + 7).all)
      #expect(panel.rows == range.count && panel.columns == taps * inputs)
      let expected = range.flatMap { o in (0..<taps).flatMap { tap in (0..<inputs).map { number(o, $0, tap) } } }
      #expect(panel.numbers.values == expected)
    }
    for range in [0..<inputs, 3..<70, 130..<131] {
      let panel = matrix.convert(inputs: range, into: try room(range.count * outputs * taps + 7).all)
      #expect(panel.rows == taps * outputs && panel.columns == range.count)
      let expected = (0..<taps).flatMap { tap in (0..<outputs).flatMap { o in range.map { number(o, $0, tap) } } }
      #expect(panel.numbers.values == expected)
    }
    let row = try room(inputs * taps)
    matrix.row(3, into: row.all)
    #expect(row.all.values == Array(matrix.values[3 * inputs * taps..<4 * inputs * taps]))
  }

  @Test("give back by tap what they took by tap")
  func addBack() throws {
    var random = SplitMix(seed: 4)
    let numbers = random.numbers(3 * 7 * 9)
    let (memory, byTap) = (try memory(numbers), try room(numbers.count))
    _ = FrozenMatrix(memory.all, outputs: 3, inputs: 7, taps: 9).byTap(into: byTap.all)
    addByTap(byTap.all, rows: 3, taps: 9, to: memory.all)
    #expect(memory.all.values == numbers.map { 2 * $0 })
  }

  @Test("trap on another size, on ranges beyond them, and when only planned")
  func misuse() async {
    await #expect(processExitsWith: .failure) { _ = frozen(.float32, [0, 0], outputs: 3, inputs: 1, taps: 1) }
    await #expect(processExitsWith: .failure) {
      _ = frozen(.float32, Array(repeating: 0, count: 25), outputs: 1, inputs: 1, taps: 25)
    }
    await #expect(processExitsWith: .failure) {
      _ = frozen(.float32, [0, 0], outputs: 2, inputs: 1, taps: 1).convert(outputs: 1..<3, into: try room(9).all)
    }
    await #expect(processExitsWith: .failure) {
      _ = frozen(.float32, [0, 0], outputs: 2, inputs: 1, taps: 1).convert(inputs: 0..<1, into: try room(1).all)
    }
    await #expect(processExitsWith: .failure) { _ = FrozenMatrix(planned: .float32, outputs: 1, inputs: 1).values }
    await #expect(processExitsWith: .failure) {
      FrozenMatrix(planned: .float32, outputs: 1, inputs: 1).row(0, into: try room(1).all)
    }
    await #expect(processExitsWith: .failure) { _ = FrozenVector(planned: 3).region }
  }

  @Test("vectors hold their numbers")
  func vectors() {
    #expect(FrozenVector([1, 2, 3]).region.values == [1, 2, 3])
    let halves: [UInt16] = [0x3C00, 0xC000, 0x0001]
    let vector = halves.withUnsafeBytes { FrozenVector(bytes: $0, type: .float16) }
    #expect(vector.count == 3 && vector.region.values == [1, -2, 0x1p-24])
  }
}

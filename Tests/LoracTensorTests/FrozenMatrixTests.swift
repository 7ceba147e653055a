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

  @Test("have their rows read one by one", arguments: types)
  func rows(_ type: ElementType) throws {
    var random = SplitMix(seed: 3)
    let bits = (0..<5 * 7 * 4).map { _ in
      type == .float32
        ? Float.random(in: -1...1, using: &random).bitPattern : UInt32.random(in: 0x2000...0x3800, using: &random)
    }
    let matrix = frozen(type, bits, outputs: 5, inputs: 7, taps: 4, offset: 3)
    let row = try room(28)
    matrix.row(3, into: row.all)
    #expect(row.all.values == Array(matrix.values[3 * 28..<4 * 28]))
    #expect(matrix.values == bits.map { value(type, $0) })
  }

  @Test("add gradients by tap to parameters by input")
  func addBack() throws {
    var random = SplitMix(seed: 4)
    let (before, byTap) = (random.numbers(3 * 7 * 9), random.numbers(3 * 7 * 9))
    let sum = try memory(before)
    addByTap(try memory(byTap).all, rows: 3, taps: 9, to: sum.all)
    let expected = before.indices.map { index in
      before[index] + byTap[(index / 63 * 9 + index % 9) * 7 + index / 9 % 7]
    }
    #expect(sum.all.values == expected)
  }

  @Test("trap on another size, on ranges beyond them, and when only planned")
  func misuse() async {
    await #expect(processExitsWith: .failure) { _ = frozen(.float32, [0, 0], outputs: 3, inputs: 1, taps: 1) }
    await #expect(processExitsWith: .failure) {
      _ = frozen(.float32, Array(repeating: 0, count: 25), outputs: 1, inputs: 1, taps: 25)
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

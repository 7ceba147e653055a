import LoracTestSupport
import Testing

@testable import LoracRandom

@Suite struct TorchGeneratorTests {
  @Test func equalsTorch() throws {
    for (number, item) in try references.load("torch", as: [RandomCase].self).enumerated() {
      var generator = TorchGenerator(seed: item.seed, bernoulliMethod: .torch)
      for (index, call) in item.calls.enumerated() {
        Self.check(call, &generator, "case \(number), call \(index): \(call.kind) × \(call.count)")
      }
    }
  }

  static func check(_ call: RandomCase.Call, _ generator: inout TorchGenerator, _ place: Comment) {
    func floats(_ fill: (inout TorchGenerator, UnsafeMutableBufferPointer<Float>) -> Void) -> [Float] {
      var numbers = [Float](repeating: .nan, count: call.count)
      numbers.withUnsafeMutableBufferPointer { fill(&generator, $0) }
      return numbers
    }
    let (low, high) = (call.low ?? 0, call.high ?? 0)
    switch call.kind {
    case "unit": call.expect(generator.unit(count: call.count), place)
    case "normal": call.expect(generator.normal(count: call.count), place)
    case "uniform": call.expect(floats { $0.uniform(into: $1, from: Float(low), to: Float(high)) }, place)
    case "kaiming": call.expect(floats { $0.kaimingUniform(into: $1, fanIn: Int(low)) }, place)
    case "doubles": call.expect((0..<call.count).map { _ in generator.unitDouble() }, place)
    case "integers": call.expect(generator.integers(in: call.range, count: call.count), place)
    case "seeds": call.expect((0..<call.count).map { _ in generator.seed() }, place)
    case "permutation": call.expect(generator.permutation(of: call.count), place)
    case "bernoulli": call.expect(floats { $0.bernoulli(into: $1, probability: low) }, place)
    case "words": call.expect((0..<call.count).map { _ in Int(generator.next32() & 0x7FFF_FFFF) }, place)
    case "skip":
      generator.skip(call.count)
      call.expect([Int](), place)
    default: Issue.record("unknown call \(call.kind)")
    }
  }

  /// MKL's stream, which torch uses for dropout on Intel's processors; its seed is one draw of the generator.
  @Test func equalsMKL() throws {
    for (number, item) in try references.load("mkl", as: [RandomCase].self).enumerated() {
      let place: Comment = "case \(number)"
      for call in item.calls {
        var numbers = [Float](repeating: .nan, count: call.count)
        numbers.withUnsafeMutableBufferPointer {
          BernoulliMethod.fillAsMKL($0, seed: UInt32(item.seed), probability: call.low ?? 0)
        }
        call.expect(numbers, place)
      }
    }
  }

  @Test func mklTakesOneDraw() {
    var generator = TorchGenerator(seed: 9, bernoulliMethod: .mkl)
    var reference = generator
    var numbers = [Float](repeating: .nan, count: 100)
    numbers.withUnsafeMutableBufferPointer { generator.bernoulli(into: $0, probability: 0.7) }
    let seed = reference.next32()
    #expect(generator.next32() == reference.next32())
    var expected = [Float](repeating: .nan, count: 100)
    expected.withUnsafeMutableBufferPointer { BernoulliMethod.fillAsMKL($0, seed: seed, probability: 0.7) }
    #expect(numbers == expected)
  }

  @Test func nothingIsDrawnForNothing() {
    var generator = TorchGenerator(seed: 3)
    let before = generator
    #expect(generator.normal(count: 0).isEmpty)
    #expect(generator.unit(count: 0).isEmpty)
    #expect(generator.permutation(of: 0).isEmpty)
    #expect(generator.permutation(of: 1) == [0])
    generator.skip(0)
    #expect(generator == before)
  }

  /// The draws that building a Stable Diffusion 1.5 model costs.
  @Test func skipsAsFarAsDrawing() {
    var skipping = MersenneTwister(seed: 7)
    var drawing = skipping
    for count in [1, 622, 1, 0, 624, 5000, 1_188_896] {
      skipping.skip(count)
      var draws = [UInt32](repeating: 0, count: count)
      draws.withUnsafeMutableBufferPointer { drawing.fill($0) }
      #expect(skipping.next() == drawing.next())
    }
  }
}

import Glibc
import LoracTensor
import LoracTestSupport
import Testing

@Suite("Activation functions")
struct ActivationTests {
  /// From -`limit` to `limit` in even steps.
  private func numbers(_ limit: Float, count: Int = 8001) -> [Float] {
    (0..<count).map { limit * (2 * Float($0) / Float(count - 1) - 1) }
  }

  private func apply(_ activation: Activation, _ x: [Float], workers: Int = 2) throws -> [Float] {
    let result = try room(x.count)
    activation.apply(try memory(x).all, into: result.all, Workers(count: workers))
    return result.all.values
  }

  private func derivative(_ activation: Activation, _ x: [Float]) throws -> [Float] {
    let result = try room(x.count)
    let ones = try memory(Array(repeating: 1, count: x.count))
    activation.applyBackward(try memory(x).all, ones.all, beta: 0, into: result.all, Workers(count: 2))
    return result.all.values
  }

  /// The largest difference, absolute up to 1 and relative beyond.
  private func error(_ values: [Float], _ x: [Float], _ function: (Double) -> Double) -> Double {
    zip(values, x).map { value, x in
      let expected = function(Double(x))
      return value.isFinite ? abs(Double(value) - expected) / max(1, abs(expected)) : .infinity
    }.max() ?? 0
  }

  /// e^x as the kernels compute it, by way of a softmax whose logarithm is 0.
  private func exponentials(_ x: [Float]) throws -> [Float] {
    let scores = try memory(x)
    softmax(
      scores.all.matrix(rows: 1), scale: 1, visible: x.count, logarithms: try memory([0]).all, again: true)
    return scores.all.values
  }

  @Test("the exponential is within 2 units in the last place")
  func exponential() throws {
    let x = numbers(87, count: 60_001) + numbers(1) + numbers(1e-6)
    let isWrong = zip(try exponentials(x), x).map { value, x in
      let expected = exp(Double(x))
      return abs(Double(value) - expected) > 2 * Double(Float(expected).ulp)
    }
    #expect(!isWrong.contains(true), "\(zip(isWrong, x).first { $0.0 }?.1 ?? 0)")
  }

  @Test("the exponential stays positive and finite, and keeps what is not a number")
  func saturation() throws {
    let values = try exponentials([-.infinity, -1e30, -88, 88, 200, .infinity, .nan, 0])
    #expect(values.prefix(3).allSatisfy { $0 > 0 && $0 < 2e-38 })
    #expect(values[3...5].allSatisfy { $0 > 1.6e38 && $0.isFinite })
    #expect(values[6].isNaN && values[7] == 1)
  }

  @Test("GELU and its derivative are within 2e-7")
  func gelu() throws {
    let x = numbers(12)
    #expect(error(try apply(.gelu, x), x) { 0.5 * $0 * (1 + erf($0 / 2.0.squareRoot())) } < 2e-7)
    let expected: (Double) -> Double = {
      0.5 * (1 + erf($0 / 2.0.squareRoot())) + $0 * exp(-$0 * $0 / 2) / (2 * Double.pi).squareRoot()
    }
    #expect(error(try derivative(.gelu, x), x, expected) < 2e-7)
  }

  @Test(
    "SiLU and quick GELU and their derivatives are within 3e-7", arguments: [(Activation.silu, 1), (.quickGELU, 1.702)])
  func gated(_ activation: Activation, _ k: Double) throws {
    let x = numbers(60) + numbers(3)
    #expect(error(try apply(activation, x), x) { $0 / (1 + exp(-k * $0)) } < 3e-7)
    let expected: (Double) -> Double = {
      let s = 1 / (1 + exp(-k * $0))
      return s * (1 + k * $0 * (1 - s))
    }
    #expect(error(try derivative(activation, x), x, expected) < 4e-7)
  }

  @Test("far from zero they are x or 0", arguments: [Activation.silu, .quickGELU, .gelu])
  func far(_ activation: Activation) throws {
    let values = try apply(activation, [-1e30, -1000, 0, 1000, 1e30])
    #expect(values.dropFirst(2) == [0, 1000, 1e30])
    #expect(abs(values[1]) < 1e-30 && abs(values[0]) < 1e-7)
  }

  @Test("add to a gradient, or overwrite whatever was there", arguments: [Activation.silu, .quickGELU, .gelu])
  func accumulation(_ activation: Activation) throws {
    let x = numbers(3, count: 37)
    let once = try derivative(activation, x)
    let (input, ones) = (try memory(x), try memory(Array(repeating: 1, count: x.count)))
    let sum = try memory(x)
    activation.applyBackward(input.all, ones.all, beta: 0.5, into: sum.all, Workers(count: 1))
    #expect(relativeError(sum.all.values, zip(once, x).map { Double($0) + Double($1) / 2 }) < 1e-6)
  }

  @Test("give the same bits for every number of workers", arguments: [Activation.silu, .quickGELU, .gelu])
  func workers(_ activation: Activation) throws {
    let x = numbers(9, count: 30_007)
    let results = try [1, 2, 3].map { bits(try apply(activation, x, workers: $0)) }
    #expect(results[0] == results[1] && results[1] == results[2])
  }

  @Test("GEGLU is the first half times GELU of the second, with its derivative")
  func gatedGELU() throws {
    var random = SplitMix(seed: 8)
    let (rows, width) = (5, 19)
    let (x, dy) = (random.numbers(rows * 2 * width), random.numbers(rows * width))
    let (input, result, dx) = (try memory(x), try room(rows * width), try room(x.count))
    LoracTensor.gatedGELU(input.all.matrix(rows: rows), into: result.all.matrix(rows: rows), Workers(count: 2))
    let gradient = try memory(dy)
    gatedGELUBackward(
      input.all.matrix(rows: rows), gradient.all.matrix(rows: rows), beta: 0, into: dx.all.matrix(rows: rows),
      Workers(count: 2))
    for row in 0..<rows {
      for column in 0..<width {
        let (a, b) = (Double(x[row * 2 * width + column]), Double(x[row * 2 * width + width + column]))
        let g = Double(dy[row * width + column])
        let phi = 0.5 * (1 + erf(b / 2.0.squareRoot()))
        let density = exp(-b * b / 2) / (2 * Double.pi).squareRoot()
        #expect(abs(Double(result.all[row * width + column]) - a * b * phi) < 1e-6)
        #expect(abs(Double(dx.all[row * 2 * width + column]) - g * b * phi) < 1e-6)
        #expect(abs(Double(dx.all[row * 2 * width + width + column]) - g * a * (phi + b * density)) < 1e-6)
      }
    }
  }
}

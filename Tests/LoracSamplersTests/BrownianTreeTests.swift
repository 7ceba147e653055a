import Testing

@testable import LoracSamplers

@Suite struct BrownianTreeTests {
  /// Parts add up, whatever was asked before.
  @Test func isOneMotion() {
    let tree = BrownianTree(from: 0.03, to: 14.6, count: 20, seed: 7)
    let whole = tree.increment(from: 0.03, to: 14.6)
    let parts = sum([
      (1, tree.increment(from: 0.03, to: 1)), (1, tree.increment(from: 1, to: 1.5)),
      (1, tree.increment(from: 1.5, to: 14.6)),
    ])
    #expect(zip(whole, parts).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(tree.increment(from: 2, to: 2) == [Float](repeating: 0, count: 20))
    #expect(tree.increment(from: -3, to: 20) == whole)
  }

  @Test func seedsDiffer() {
    let increments = (0..<4).map { BrownianTree(from: 0, to: 1, count: 16, seed: $0).increment(from: 0, to: 0.5) }
    #expect(Set(increments).count == 4)
  }

  /// The variance of an increment is the width of its interval.
  @Test func hasTheVarianceOfItsWidth() {
    let increment = BrownianTree(from: 0, to: 10, count: 20_000, seed: 3).increment(from: 2.2, to: 2.7)
    let variance = increment.reduce(0) { $0 + Double($1 * $1) } / 20_000
    #expect(abs(variance - 0.5) < 0.02)
  }

  /// Python's `round(value, 6)`, whose ties depend on the exact binary value.
  @Test(arguments: [
    (14.6146430969238, 14.614643), (2.675e-1, 0.2675), (0.0000005, 0.0), (1.0000005, 1.000001), (1.0000015, 1.000001),
    (0.1234565, 0.123456), (7.3219055, 7.321905), (2.5000005, 2.500001), (-1.0000005, -1.000001),
  ])
  func rounds(_ value: Double, _ expected: Double) {
    #expect(BrownianTree.rounded(value) == expected)
  }
}

import Testing

@testable import LoracAdvice

@Suite struct RuinedStartTests {
  /// Losses of a network that predicts zeros, at random timesteps of debiased estimation with batches of one: the weights
  /// spread over more than two orders of magnitude, and their mean is about 3.
  private static func losses(_ count: Int, _ numbers: inout TestNumbers) -> [Double] {
    (0..<count).map { _ in
      let part = numbers.uniform()
      return 0.03 + 14.5 * part * part * part * part
    }
  }

  @Test func countsChances() {
    #expect(abs(RuinedStart.chance(head: 2, below: 2, of: 120) - 1.0 / 7140) < 1e-12)
    #expect(RuinedStart.chance(head: 3, below: 2, of: 50) == 0)
    #expect(RuinedStart.chance(head: 5, below: 20, of: 20) == 1)
  }

  @Test func aLevelThatIsWorseThanNothing() {
    let level = (0..<20).map { 1.6 + 0.01 * Double($0) }
    #expect(RuinedStart.find(in: level, zeroLoss: 1)?.head == 0)
    #expect(RuinedStart.find(in: level, zeroLoss: 2) == nil)
    #expect(RuinedStart.find(in: level, zeroLoss: nil) == nil)
    #expect(RuinedStart.find(in: Array(level.dropLast()), zeroLoss: 1) == nil, "too few")
  }

  @Test func aSingleLowLossProvesNothing() {
    let level = (0..<400).map { 0.9 + 0.0005 * Double($0) }
    #expect(RuinedStart.find(in: [0.01] + level, zeroLoss: 1) == nil)
    let ruin = RuinedStart.find(in: [0.02, 0.05, 0.01] + level, zeroLoss: 1)
    #expect(ruin?.head == 3 && ruin?.highestOfHead == 0.05)
  }

  @Test func whatCameBackIsNotRuined() {
    let back = [0.05, 0.06, 0.04] + Array(repeating: 1.2, count: 70) + Array(repeating: 0.06, count: 60)
    #expect(RuinedStart.find(in: back, zeroLoss: 1) == nil)
  }

  /// A base model that predicts nothing yet stands at this level in sound training, too.
  @Test func hardlyAnyFalseAlarmsAtTheLevelOfNothing() {
    var numbers = TestNumbers(11)
    var alarms = 0
    for round in 0..<4000 {
      let losses = Self.losses([24, 60, 120, 400][round % 4], &numbers)
      if RuinedStart.find(in: losses, zeroLoss: 2.93) != nil { alarms += 1 }
    }
    #expect(alarms <= 4, "\(alarms) of 4000")
  }
}

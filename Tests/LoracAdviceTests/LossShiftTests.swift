import Testing

@testable import LoracAdvice

@Suite struct LossShiftTests {
  private func losses(_ count: Int, _ seed: UInt64, _ change: (Int, Double) -> Double = { $1 }) -> [Double] {
    var numbers = TestNumbers(seed)
    return (0..<count).map { change($0, numbers.loss()) }
  }

  /// The rate of false alarms; with these seeds 1 of 400 series without any trend has a shift.
  @Test func isRareWhereNothingChanges() {
    let counts = [24, 40, 100, 400]
    let alarms = (0..<400).count { LossShift.find(in: losses(counts[$0 % 4], UInt64($0))) != nil }
    #expect(alarms <= 1, "\(alarms) of 400")
  }

  /// Losses fall, at any pace.
  @Test func isNoneWhereLossesFall() {
    let alarms = (0..<100).count { seed in
      LossShift.find(in: losses(300, UInt64(seed)) { $1 / (1 + Double($0 * seed) / 2000) }) != nil
    }
    #expect(alarms == 0)
  }

  /// A network that broke down predicts nothing and has losses about 1.
  @Test(arguments: [8, 20, 100, 250]) func findsABreakdown(after start: Int) {
    let found = (0..<50).count { seed in
      LossShift.find(in: losses(300, UInt64(seed)) { $0 < start ? $1 : 0.9 + $1 / 5 }) != nil
    }
    #expect(found >= 49, "\(found) of 50")
  }

  @Test func findsALossThatTriples() {
    let found = (0..<50).count { seed in
      LossShift.find(in: losses(1000, UInt64(seed)) { $0 < 600 ? $1 : 3 * $1 }) != nil
    }
    #expect(found == 50, "\(found) of 50")
  }

  @Test func tellsWhetherTheLossCameBack() throws {
    let lasting = try #require(LossShift.find(in: losses(400, 1) { $0 < 200 ? $1 : 4 * $1 }))
    #expect(!lasting.cameBack)
    #expect(lasting.ratio > 2)
    let passing = try #require(LossShift.find(in: losses(400, 1) { (100..<250).contains($0) ? 4 * $1 : $1 }))
    #expect(passing.cameBack)
  }

  @Test func needsSomeSteps() {
    #expect(LossShift.find(in: losses(23, 1) { $0 < 10 ? $1 : 1 }) == nil)
    #expect(LossShift.find(in: []) == nil)
  }

  @Test func keepsTheFirstStepsOfLongRuns() {
    let series = LossSeries((1...20_000).map { StepEvidence(step: $0, loss: Double($0)) })
    #expect(series.steps.count == 1024)
    #expect(Array(series.steps.prefix(128)) == Array(1...128))
    #expect(zip(series.steps, series.steps.dropFirst()).allSatisfy { $0 < $1 })
    #expect((series.steps.last ?? 0) > 19_900)
  }
}

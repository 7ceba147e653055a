import LoracRateFinder
import LoracTensorBoard
import Testing

/// Whether a search's loss rose.
@Suite struct LossResponseTests {
  /// Losses that swing by a factor of three around `level`, as those of single steps do.
  private func swinging(_ count: Int, _ level: (Int) -> Double) -> [Double] {
    (0..<count).map { level($0) * [0.6, 1.8, 0.9, 1.1, 0.7, 1.4, 1.0][$0 % 7] }
  }

  @Test func aRuinedRunHasRisen() throws {
    let response = try #require(LossResponse(swinging(60) { $0 < 30 ? 0.1 : 0.3 }))
    #expect(response.hasRisen && response.early == 0.1 && abs(response.late - 0.3) < 1e-12)
    #expect(try #require(LossResponse(swinging(60) { $0 < 40 ? 0.1 : .nan })).hasRisen)
    #expect(try #require(LossResponse(swinging(60) { _ in .nan })).hasRisen)
  }

  @Test func noiseAndFallingLossesHaveNot() throws {
    #expect(try !#require(LossResponse(swinging(200) { _ in 0.1 })).hasRisen)
    #expect(try !#require(LossResponse(swinging(200) { 0.1 / (1 + Double($0) / 100) })).hasRisen)
    // A few large losses among many usual ones.
    #expect(try !#require(LossResponse(swinging(200) { $0 % 10 == 0 ? 1 : 0.1 })).hasRisen)
  }

  @Test func theFurtherItRoseTheLessIsAdvised() throws {
    func share(_ late: Double) throws -> Double {
      try #require(LossResponse(swinging(60) { $0 < 30 ? 0.1 : late })).advisedShare
    }
    #expect(try share(0.1) == 1 && share(0.12) == 1)
    #expect(try share(0.15) == 0.5 && share(0.19) == 0.5)
    #expect(try share(0.21) == 0.1 && share(3) == 0.1 && share(.nan) == 0.1)
  }

  /// A resumed run logs its last steps again.
  @Test func repeatedStepsCountOnce() throws {
    func points(_ steps: Range<Int>, _ value: Double) -> [TensorBoardRun.Point] {
      steps.map { .init(step: $0, time: 0, value: value) }
    }
    let rate = [TensorBoardRun.Point(step: 1, time: 0, value: 1)]
    let log = ["lr/d*lr/unet": rate, "loss/current": points(1..<60, 9) + points(1..<81, 0.1)]
    #expect(try #require(LoggedRate(log)?.loss).early == 0.1)
  }

  @Test func fewStepsSayNothing() {
    #expect(LossResponse(swinging(39) { _ in 0.1 }) == nil)
    #expect(LoggedRate(["lr/d*lr/unet": [.init(step: 1, time: 0, value: 1)]])?.loss == nil)
  }
}

import LoracRateFinder
import LoracTestSupport
import Testing

@Suite struct PlateauCriterionTests {
  private func curve(_ steps: ClosedRange<Int>, _ value: (Int) -> Double) -> RateCurve {
    RateCurve(steps.map { RateCurve.Point(step: $0, value: value($0)) })
  }

  private func judge(_ curve: RateCurve) -> PlateauCriterion.Verdict { PlateauCriterion().judge(curve) }

  /// The step after which a run that asks every time would stop, and what it is told.
  private func stop(_ curve: RateCurve) -> (step: Int, plateau: PlateauCriterion.Plateau)? {
    var sofar = RateCurve()
    for point in curve.points {
      sofar.append(point)
      if case .plateau(let plateau) = judge(sofar) { return (point.step, plateau) }
    }
    return nil
  }

  /// Doublings every few steps up to a height, as D-Adaptation rises, then nothing more.
  private func doublings(every stride: Int, to height: Double) -> (Int) -> Double {
    { step in min(height, 1e-6 * Double(sign: .plus, exponent: step / stride, significand: 1)) }
  }

  @Test func risesInStepsThenStays() throws {
    // 3.64e-5 is reached after 6 doublings: at step 60 of those every 10.
    let found = try #require(stop(curve(1...400, doublings(every: 10, to: 3.64e-5))))
    #expect(found.plateau.height == 3.64e-5)
    #expect(found.plateau.firstStep == 60)
    #expect(found.step == 109)
    #expect(found.plateau.length == 49)
    #expect(found.plateau.growth == 0)
  }

  /// A late plateau must have lasted for a third of all steps.
  @Test func lateRisesNeedLongerRests() throws {
    let found = try #require(stop(curve(1...800, doublings(every: 45, to: 3.64e-5))))
    #expect(found.plateau.firstStep == 270)
    #expect(found.step == 404)
  }

  /// 40 steps between doublings are a rest, no plateau.
  @Test func restsAreNoPlateaus() throws {
    let found = try #require(stop(curve(1...1_000, doublings(every: 40, to: 1e-4))))
    #expect(found.plateau.height == 1e-4)
    #expect(found.plateau.firstStep == 280)
  }

  @Test func noiseDoesNotHideAPlateau() throws {
    var generator = SplitMix(seed: 5)
    let shape = doublings(every: 10, to: 3.64e-5)
    let noisy = curve(1...400) { shape($0) * Double.random(in: 0.92...1.08, using: &generator) }
    guard case .plateau(let plateau) = judge(noisy) else {
      Issue.record("\(judge(noisy))")
      return
    }
    #expect(abs(plateau.height / 3.64e-5 - 1) < 0.02)
    #expect((50...62).contains(plateau.firstStep))
  }

  @Test func whatStillRisesIsNoPlateau() throws {
    // 0.3 % a step: 16 % in 50 steps.
    let slow = curve(1...300) { 1e-6 * (1...$0).reduce(1.0) { value, _ in value * 1.003 } }
    #expect(stop(slow) == nil)
    guard case .rising(let growth, earlier: nil) = judge(slow) else {
      Issue.record("\(judge(slow))")
      return
    }
    #expect(abs(growth - 0.349) < 0.01)
    #expect(stop(curve(1...300) { Double($0) * 1e-6 }) == nil)
    #expect(stop(curve(1...300) { Double($0).squareRoot() * 1e-6 }) == nil)
  }

  /// A new rise in the last steps is not cut off, and the plateau before it is told.
  @Test func aPlateauThatWasLeft() {
    let left = curve(1...400) { $0 < 60 ? Double($0) * 1e-6 : $0 < 390 ? 6e-5 : 1.2e-4 }
    guard case .rising(let growth, let earlier?) = judge(left) else {
      Issue.record("\(judge(left))")
      return
    }
    #expect(growth == 1)
    #expect(earlier.height == 6e-5)
    #expect((54...60).contains(earlier.firstStep) && (380...392).contains(earlier.lastStep))
  }

  @Test func whatNeverRoseIsNoPlateau() {
    #expect(judge(curve(1...500) { _ in 1e-6 }) == .unmoved)
    #expect(judge(curve(1...500) { $0 < 100 ? 1e-6 : 1.5e-6 }) == .unmoved)
    #expect(judge(RateCurve()) == .empty)
    #expect(judge(curve(1...1) { _ in 1 }) == .unmoved)
  }

  /// `d` cannot fall: a schedule is mixed into the rate.
  @Test func whatFallsIsScheduled() {
    #expect(judge(curve(1...300) { $0 < 100 ? Double($0) * 1e-6 : 1e-4 * Double(400 - $0) / 300 }) == .falling)
    #expect(judge(curve(1...300) { 1e-4 / Double($0) }) == .falling)
  }

  @Test func fewStepsAreNotEnough() {
    #expect(stop(curve(1...50) { $0 < 3 ? 1e-6 : 1e-4 }) == nil)
    #expect(stop(curve(1...54) { $0 < 3 ? 1e-6 : 1e-4 })?.step == 52)
  }

  /// Logs of every tenth step, and steps that are missing.
  @Test func gapsInALog() throws {
    let sparse = RateCurve(
      stride(from: 10, through: 400, by: 10).map {
        RateCurve.Point(step: $0, value: min(4e-5, 1e-6 * Double($0)))
      })
    let found = try #require(stop(sparse))
    #expect(found.plateau.height == 4e-5)
    #expect((30...50).contains(found.plateau.firstStep))
    // Ten points are wanted.
    #expect(found.step >= 130)
  }

  @Test func curvesAreInOrder() {
    var curve = RateCurve([.init(step: 1, value: 1), .init(step: 2, value: .nan), .init(step: 3, value: 3)])
    #expect(curve.points.map(\.step) == [1, 3])
    curve.append(.init(step: 2, value: 2))
    curve.append(.init(step: 2, value: 4))
    #expect(curve.points == [.init(step: 1, value: 1), .init(step: 2, value: 4)])
    #expect(curve.lastStep == 2)
  }
}

import LoracPlan
import LoracTestSupport
import LoracTrainer
import Testing

extension TrainingTests {
  @Suite("Schedules") struct ScheduleTests {
    /// The rates are those that the plan's curve promises.
    @Test("with step rules change the rates where the plan says")
    func stepRules() throws {
      let changes = TrainingSession.small + ["schedule.type=piecewise_constant", "schedule.args.step_rules=1:2,0.25"]
      var session = try TrainingSession("plain", changes + ["schedule.warmup=0", "train.epochs=1"])
      let curve = session.plan.learningRates.curve
      #expect(curve == [1, 1, 0.25, 0.25])
      #expect(try session.train() == .finished)
      #expect(session.steps.map { $0.usedRates.map(\.value) } == curve.map { [1e-3 * $0, 1e-3 * $0] })
    }
  }
}

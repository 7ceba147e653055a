import LoracOptimizers
import LoracPlan
import LoracPlanSettings
import Testing

@Suite struct LearningRateSettingsTests {
  private func problem(_ type: String, _ arguments: [String: String]) -> LearningRateProblem? {
    var schedule = SchedulePlan(type: type, warmup: .steps(0))
    schedule.args = arguments.map { NamedArgument(name: $0.key, value: $0.value) }
    do {
      _ = try LearningRateSettings(schedule, baseRate: 1e-4)
      return nil
    } catch { return error }
  }

  @Test func everySettingArrives() throws {
    var schedule = SchedulePlan(type: "piecewise_constant", warmup: .fraction(0.25))
    schedule.decay = .steps(7)
    schedule.cycles = 3
    schedule.power = 2
    schedule.timescale = 40
    schedule.minimumRatio = 0.1
    schedule.args = [NamedArgument(name: "step_rules", value: "'1:10,0.5'")]
    var wanted = LearningRateSettings(type: "piecewise_constant", baseRate: 1e-4)
    wanted.warmup = .fraction(0.25)
    wanted.decay = .steps(7)
    wanted.cycles = 3
    wanted.power = 2
    wanted.timescale = 40
    wanted.minimumRatio = 0.1
    wanted.stepRules = "1:10,0.5"
    #expect(try LearningRateSettings(schedule, baseRate: 1e-4) == wanted)
  }

  @Test func whatIsLeftOutHasKohyasDefault() throws {
    let schedule = SchedulePlan(type: "cosine", warmup: .steps(5))
    var wanted = LearningRateSettings(type: "cosine", baseRate: 2)
    wanted.warmup = .steps(5)
    #expect(try LearningRateSettings(schedule, baseRate: 2) == wanted)
  }

  /// sd-scripts stops with a SyntaxError at rules that are no literal (library/train_util.py:5291).
  @Test func stepRulesAreAPythonText() {
    #expect(problem("piecewise_constant", ["step_rules": "'1:10,0.5'"]) == nil)
    #expect(problem("piecewise_constant", ["step_rules": "1:10,0.5"]) == .stepRules("1:10,0.5"))
  }

  @Test func argumentsOfClassesAreUnknown() {
    #expect(problem("piecewise_constant", ["last_epoch": "3"]) == .unknownArgument("last_epoch"))
    #expect(problem("cosine", ["step_rules": "'1:10,0.5'"]) == .unknownArgument("step_rules"))
  }
}

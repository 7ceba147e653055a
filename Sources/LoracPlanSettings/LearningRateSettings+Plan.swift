package import LoracOptimizers
package import LoracPlan

extension LearningRateSettings {
  /// The argument of `piecewise_constant`.
  package static let stepRulesName = "step_rules"

  /// The settings of `schedule`; `baseRate` is kohya's `--learning_rate`.
  ///
  /// - Throws: arguments that only a scheduler class understands, and step rules that are no text to Python, which kohya
  ///   reads them with (sd-scripts library/train_util.py:5287-5292).
  package init(_ schedule: SchedulePlan, baseRate: Double) throws(LearningRateProblem) {
    self.init(type: schedule.type, baseRate: baseRate)
    warmup = RunPortion(schedule.warmup)
    if let length = schedule.decay { decay = RunPortion(length) }
    if let count = schedule.cycles { cycles = count }
    if let exponent = schedule.power { power = exponent }
    timescale = schedule.timescale
    minimumRatio = schedule.minimumRatio
    for argument in schedule.args {
      guard schedule.type == "piecewise_constant", argument.name == Self.stepRulesName else {
        throw .unknownArgument(argument.name)
      }
      guard let rules = PythonString.text(argument.value) else { throw .stepRules(argument.value) }
      stepRules = rules
    }
  }
}

extension RunPortion {
  /// The length of a warm-up or decay in scheduler steps.
  package init(_ length: Warmup) {
    switch length {
    case .steps(let steps): self = .steps(steps)
    case .fraction(let part): self = .fraction(part)
    }
  }
}

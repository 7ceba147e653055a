internal import LoracPlan

/// The scheduler's name, class and lengths.
enum ScheduleFlags {
  static let types: [FlagMapping] = [
    FlagMapping(
      name: "lr_scheduler", field: "schedule.type", standard: nil, presence: .always,
      get: { plan in
        let type = plan.schedule.type
        guard !type.contains(".") else { return nil }
        // kohya reads the rate behind the colon, and crashes without one (get_scheduler_fix).
        guard type == "adafactor" else { return .text(type) }
        return .text("adafactor:\(Argument.Value.number(plan.optimizer.learningRate ?? 0).text)")
      },
      set: { plan, value in
        guard case .text(let text) = value else { return false }
        plan.schedule.type = text.hasPrefix("adafactor:") ? "adafactor" : text
        return true
      }),
    FlagMapping(
      name: "lr_scheduler_type", field: "schedule.type", standard: nil, presence: .ifChanged,
      get: { $0.schedule.type.contains(".") ? .text($0.schedule.type) : nil },
      set: { plan, value in
        guard case .text(let text) = value else { return false }
        plan.schedule.type = text
        return true
      }),
  ]

  static let warmup = FlagMapping(
    name: "lr_warmup_steps", field: "schedule.warmup", standard: .integer(0), presence: .ifChanged,
    get: { length($0.schedule.warmup, $0) },
    set: { plan, value in
      guard let warmup = length(value) else { return false }
      plan.schedule.warmup = warmup
      return true
    })

  static let decay = FlagMapping(
    name: "lr_decay_steps", field: "schedule.decay", standard: .integer(0), presence: .ifChanged,
    get: { plan in plan.schedule.decay.flatMap { length($0, plan) } },
    set: { plan, value in
      guard let decay = length(value) else { return false }
      plan.schedule.decay = decay
      return true
    })

  /// A part of all steps stays a part, since kohya multiplies it with the processes; all of them are a number of steps,
  /// since kohya takes 1.0 for a malformed integer.
  private static func length(_ warmup: Warmup, _ plan: TrainingPlan) -> Argument.Value {
    switch warmup {
    case .steps(let steps): .integer(steps)
    case .fraction(let part) where part >= 1: .integer(plan.steps.total)
    case .fraction(let part): part == 0 ? .integer(0) : .number(part)
    }
  }

  private static func length(_ value: Argument.Value) -> Warmup? {
    switch value {
    case .integer(let steps): .steps(steps)
    case .number(let part): .fraction(part)
    default: nil
    }
  }
}

internal import LoracPlan

/// Numbered files and optimizer state.
enum SaveFlags {
  /// When numbered files are saved; a ratio, which has an argument of its own, also gives an interval.
  static let every = FlagMapping.interval(
    epochs: "save_every_n_epochs", steps: "save_every_n_steps", "save.every", \.save.every
  ).map { interval in
    FlagMapping(
      name: interval.name, field: interval.field, standard: nil, presence: .ifChanged,
      get: { $0.save.ratio == nil ? interval.get($0) : nil }, set: interval.set)
  }

  static let state = FlagMapping(
    name: "save_state", field: "save.state.every", standard: nil, presence: .ifChanged,
    get: { $0.save.stateEvery == nil ? nil : .flag },
    set: { plan, value in
      guard value == .flag else { return false }
      // With a ratio instead of an interval the moments are not known yet.
      plan.save.stateEvery = plan.save.every ?? .epochs(1)
      return true
    })
}

/// Previews; the prompts stand in a file of their own.
enum SampleFlags {
  static let all: [FlagMapping] =
    FlagMapping.interval(
      epochs: "sample_every_n_epochs", steps: "sample_every_n_steps", "sample.every", get: { $0.sample?.every },
      set: { plan, interval in change(&plan) { $0.every = interval } }) + [
      FlagMapping(
        name: "sample_at_first", field: "sample.at_start", standard: nil, presence: .ifChanged,
        get: { $0.sample?.atStart == true ? .flag : nil },
        set: { plan, value in
          change(&plan) { $0.atStart = value == .flag }
          return value == .flag
        }),
      FlagMapping(
        name: "sample_sampler", field: "sample.sampler", standard: .text("ddim"), presence: .ifChanged,
        get: { $0.sample.map { .text(SamplerNames.kohya($0.sampler)) } },
        set: { plan, value in
          guard case .text(let sampler) = value else { return false }
          change(&plan) { $0.sampler = sampler }
          return true
        }),
    ]

  private static func change(_ plan: inout TrainingPlan, _ body: (inout SamplePlan) -> Void) {
    var sample = plan.sample ?? SamplePlan(every: nil, atStart: false, sampler: "ddim", prompts: [])
    body(&sample)
    plan.sample = sample
  }
}

/// The held-out set.
enum ValidationFlags {
  static let all: [FlagMapping] =
    [
      FlagMapping(
        name: "validation_split", field: "validation.split", standard: .number(0), presence: .ifChanged,
        get: { $0.validation.map { .number($0.split) } },
        set: { plan, value in
          guard case .number(let split) = value else { return false }
          change(&plan) { $0.split = split }
          return true
        }),
      FlagMapping(
        name: "validation_seed", field: "validation.seed", standard: nil, presence: .ifChanged,
        get: { $0.validation?.seed.map(Argument.Value.integer) },
        set: { plan, value in
          guard case .integer(let seed) = value else { return false }
          change(&plan) { $0.seed = seed }
          return true
        }),
    ]
    + FlagMapping.interval(
      epochs: "validate_every_n_epochs", steps: "validate_every_n_steps", "validation.every",
      get: { $0.validation?.every }, set: { plan, interval in change(&plan) { $0.every = interval } })

  private static func change(_ plan: inout TrainingPlan, _ body: (inout ValidationPlan) -> Void) {
    var validation = plan.validation ?? ValidationPlan(split: 0, seed: nil, every: nil)
    body(&validation)
    plan.validation = validation
  }
}

/// TensorBoard's folder; kohya logs as soon as it has one.
enum LogFlags {
  static let directory = FlagMapping(
    name: "logging_dir", field: "log.directory", standard: nil, presence: .ifChanged,
    get: { plan in plan.log.tensorboard ? .path(plan.log.directory ?? "\(plan.save.directory)/logs") : nil },
    set: { plan, value in
      guard case .path(let path) = value else { return false }
      plan.log.tensorboard = true
      plan.log.directory = path
      return true
    })
}

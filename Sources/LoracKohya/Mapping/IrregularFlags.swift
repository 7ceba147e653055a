internal import LoracPlan

// Arguments whose value is not simply one property of the plan.

/// `network_alpha`, written without `.0` where it is whole, as GUIs do.
enum AlphaFlag {
  static let mapping = FlagMapping(
    name: "network_alpha", field: "network.alpha", standard: nil, presence: .always,
    get: { .shortNumber($0.network.alpha) },
    set: { plan, value in
      guard case .shortNumber(let alpha) = value else { return false }
      plan.network.alpha = alpha
      return true
    })
}

/// `network_args`: the settings of `networks.lora` that have no argument of their own.
enum NetworkArguments {
  static let mapping = FlagMapping(
    name: "network_args", field: "network.args", standard: nil, presence: .ifChanged,
    get: { plan in
      let words = words(plan.network)
      return words.isEmpty ? nil : .list(words.map { .text("\($0.name)=\($0.value)") })
    },
    set: { plan, value in
      guard let arguments = NamedArgument.list(value) else { return false }
      for argument in arguments { store(argument, in: &plan.network) }
      return true
    })

  private static func words(_ network: NetworkPlan) -> [NamedArgument] {
    var words: [NamedArgument] = []
    func add(_ name: String, _ value: Double?) {
      guard let value else { return }
      let text = Int(exactly: value).map(String.init) ?? Argument.Value.number(value).text
      words.append(NamedArgument(name: name, value: text))
    }
    add("conv_dim", network.convRank.map(Double.init))
    add("conv_alpha", network.convAlpha)
    add("rank_dropout", network.rankDropout)
    add("module_dropout", network.moduleDropout)
    return words + network.args
  }

  private static func store(_ argument: NamedArgument, in network: inout NetworkPlan) {
    switch argument.name {
    case "conv_dim":
      network.convRank = Int(argument.value)
      network.type = "locon"
    case "conv_alpha": network.convAlpha = Double(argument.value)
    case "rank_dropout": network.rankDropout = Double(argument.value)
    case "module_dropout": network.moduleDropout = Double(argument.value)
    default: network.args.append(argument)
    }
  }
}

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

/// Multi-resolution noise and Huber loss.
enum LossFlags {
  static let multiresIterations = FlagMapping(
    name: "multires_noise_iterations", field: "loss.multires_noise.iterations", standard: nil, presence: .ifChanged,
    get: { $0.loss.multiresNoise.map { .integer($0.iterations) } },
    set: { plan, value in
      guard case .integer(let count) = value else { return false }
      plan.loss.multiresNoise = MultiresNoise(iterations: count, discount: plan.loss.multiresNoise?.discount ?? 0.3)
      return true
    })
  static let multiresDiscount = FlagMapping(
    name: "multires_noise_discount", field: "loss.multires_noise.discount", standard: .number(0.3),
    presence: .ifChanged, get: { $0.loss.multiresNoise.map { .number($0.discount) } },
    set: { plan, value in
      guard case .number(let discount) = value else { return false }
      plan.loss.multiresNoise = MultiresNoise(
        iterations: plan.loss.multiresNoise?.iterations ?? 0, discount: discount)
      return true
    })
  static let huberSchedule = FlagMapping(
    name: "huber_schedule", field: "loss.huber.schedule", standard: .text("snr"), presence: .ifChanged,
    get: { $0.loss.huber.map { .text($0.schedule) } },
    set: { plan, value in
      guard case .text(let schedule) = value else { return false }
      change(&plan) { $0.schedule = schedule }
      return true
    })
  static let huberC = huber("huber_c", "loss.huber.c", standard: 0.1, \.c)
  static let huberScale = huber("huber_scale", "loss.huber.scale", standard: 1, \.scale)

  private static func huber(
    _ name: String, _ field: String, standard: Double, _ place: any (WritableKeyPath<Huber, Double> & Sendable)
  ) -> FlagMapping {
    FlagMapping(
      name: name, field: field, standard: .number(standard), presence: .ifChanged,
      get: { $0.loss.huber.map { .number($0[keyPath: place]) } },
      set: { plan, value in
        guard case .number(let number) = value else { return false }
        change(&plan) { $0[keyPath: place] = number }
        return true
      })
  }

  private static func change(_ plan: inout TrainingPlan, _ body: (inout Huber) -> Void) {
    var huber = plan.loss.huber ?? Huber(schedule: "snr", c: 0.1, scale: 1)
    body(&huber)
    plan.loss.huber = huber
  }
}

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
    [(true, "sample_every_n_epochs"), (false, "sample_every_n_steps")].map { isEpochs, name in
      FlagMapping(
        name: name, field: "sample.every", standard: nil, presence: .ifChanged,
        get: { plan in
          switch plan.sample?.every {
          case .epochs(let count): isEpochs ? .integer(count) : nil
          case .steps(let count): isEpochs ? nil : .integer(count)
          case nil: nil
          }
        },
        set: { plan, value in
          guard case .integer(let count) = value else { return false }
          change(&plan) { $0.every = isEpochs ? .epochs(count) : .steps(count) }
          return true
        })
    } + [
      FlagMapping(
        name: "sample_at_first", field: "sample.at_start", standard: nil, presence: .ifChanged,
        get: { $0.sample?.atStart == true ? .flag : nil },
        set: { plan, value in
          change(&plan) { $0.atStart = value == .flag }
          return value == .flag
        }),
      FlagMapping(
        name: "sample_sampler", field: "sample.sampler", standard: .text("ddim"), presence: .ifChanged,
        get: { $0.sample.map { .text($0.sampler) } },
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
  static let all: [FlagMapping] = [
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
    every(isEpochs: true, "validate_every_n_epochs"),
    every(isEpochs: false, "validate_every_n_steps"),
  ]

  private static func every(isEpochs: Bool, _ name: String) -> FlagMapping {
    FlagMapping(
      name: name, field: "validation.every", standard: nil, presence: .ifChanged,
      get: { plan in
        switch plan.validation?.every {
        case .epochs(let count): isEpochs ? .integer(count) : nil
        case .steps(let count): isEpochs ? nil : .integer(count)
        case nil: nil
        }
      },
      set: { plan, value in
        guard case .integer(let count) = value else { return false }
        change(&plan) { $0.every = isEpochs ? .epochs(count) : .steps(count) }
        return true
      })
  }

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

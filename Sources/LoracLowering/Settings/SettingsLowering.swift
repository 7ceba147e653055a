internal import LoracOptimizers
internal import LoracPlan
internal import LoracPlanSettings
internal import LoracRecipe
internal import LoracSchema

/// The parts of a plan that only restate the recipe.
struct SettingsLowering {
  private let recipe: Recipe

  /// Restates `recipe`.
  init(_ recipe: Recipe) { self.recipe = recipe }

  /// The optimizer.
  var optimizer: OptimizerPlan {
    var plan = OptimizerPlan(
      type: recipe.value(OptimizerFields.type), maxGradNorm: recipe.value(OptimizerFields.maxGradNorm))
    plan.learningRate = recipe[OptimizerFields.learningRate]
    plan.unetLearningRate = recipe[OptimizerFields.unetLearningRate]
    plan.textEncoderLearningRate = recipe[OptimizerFields.textEncoderLearningRate]
    plan.args = ArgumentLowering.arguments(OptimizerFields.args.path, recipe)
    return plan
  }

  /// The schedule; values that the recipe leaves at kohya's default are nil.
  var schedule: SchedulePlan {
    var plan = SchedulePlan(
      type: recipe.value(ScheduleFields.type), warmup: Warmup(recipe[ScheduleFields.warmup]) ?? .steps(0))
    plan.cycles = stated(ScheduleFields.cycles)
    plan.power = stated(ScheduleFields.power)
    plan.decay = Warmup(recipe[ScheduleFields.decay])
    plan.minimumRatio = recipe[ScheduleFields.minimumRatio]
    plan.timescale = recipe[ScheduleFields.timescale]
    plan.args = ArgumentLowering.arguments(ScheduleFields.args.path, recipe).map(Self.quoted)
    return plan
  }

  /// Step rules as the text that kohya's reader of Python literals needs; a recipe need not quote them twice.
  private static func quoted(_ argument: NamedArgument) -> NamedArgument {
    guard argument.name == LearningRateSettings.stepRulesName, PythonString.text(argument.value) == nil,
      let literal = PythonString.literal(argument.value)
    else { return argument }
    return NamedArgument(name: argument.name, value: literal)
  }

  /// Length, precision and seed.
  func train(_ essentials: Essentials) -> TrainPlan {
    TrainPlan(
      epochs: essentials.epochs, steps: essentials.epochs == nil ? essentials.steps : nil,
      seed: recipe[TrainFields.seed], mixedPrecision: recipe.value(TrainFields.mixedPrecision),
      gradientAccumulation: recipe.value(TrainFields.gradientAccumulation),
      gradientCheckpointing: recipe.value(TrainFields.gradientCheckpointing))
  }

  /// The loss and the noise.
  var loss: LossPlan {
    var plan = LossPlan(
      type: recipe.value(LossFields.type), priorLossWeight: recipe.value(LossFields.priorLossWeight))
    plan.minSNRGamma = recipe[LossFields.minSNRGamma]
    plan.noiseOffset = recipe[LossFields.noiseOffset]
    plan.noiseOffsetRandomStrength = recipe.value(LossFields.noiseOffsetRandomStrength)
    plan.adaptiveNoiseScale = recipe[LossFields.adaptiveNoiseScale]
    plan.debiased = recipe.value(LossFields.debiased)
    plan.scaleVPrediction = recipe.value(LossFields.scaleVPrediction)
    plan.zeroTerminalSNR = recipe.value(LossFields.zeroTerminalSNR)
    if let iterations = recipe[LossFields.multiresIterations] {
      plan.multiresNoise = MultiresNoise(
        iterations: iterations, discount: recipe.value(LossFields.multiresDiscount))
    }
    if plan.type == "huber" || plan.type == "smooth_l1" {
      plan.huber = Huber(
        schedule: recipe.value(LossFields.huberSchedule), c: recipe.value(LossFields.huberC),
        scale: recipe.value(LossFields.huberScale))
    }
    plan.ipNoiseGamma = recipe[LossFields.ipNoiseGamma]
    plan.minTimestep = recipe[LossFields.minTimestep]
    plan.maxTimestep = recipe[LossFields.maxTimestep]
    return plan
  }

  /// How files are saved; the precision follows the mixed precision unless stated.
  ///
  /// `save.ratio` becomes `floor(epochs / ratio)`, at least 1 (sd-scripts train_network.py:980-981).
  func save(_ length: RunLength) -> SavePlan {
    var plan = SavePlan(
      precision: savePrecision, format: recipe.value(SaveFields.format), directory: recipe.value(SaveFields.directory))
    plan.every = Interval(recipe[SaveFields.every])
    if let ratio = recipe[SaveFields.ratio] {
      plan.ratio = ratio
      plan.every = length.epochs.map { .epochs(max(1, $0 / ratio)) }
    }
    plan.keepLast = Interval(recipe[SaveFields.keepLast])
    plan.stateEvery = Interval(recipe[SaveFields.stateEvery])
    plan.stateAtEnd = recipe.value(SaveFields.stateAtEnd)
    plan.stateKeepLast = Interval(recipe[SaveFields.stateKeepLast])
    return plan
  }

  /// The precision of saved files.
  var savePrecision: String {
    if let stated = recipe[SaveFields.precision] { return stated }
    let mixed = recipe.value(TrainFields.mixedPrecision)
    return mixed == "no" ? "float" : mixed
  }

  /// The held-out set; nil if the split is 0.
  var validation: ValidationPlan? {
    let split = recipe.value(ValidationFields.split)
    guard split > 0 else { return nil }
    return ValidationPlan(
      split: split, seed: recipe[ValidationFields.seed], every: Interval(recipe[ValidationFields.every]))
  }

  /// What is logged where.
  var log: LogPlan {
    LogPlan(
      tensorboard: recipe.value(LogFields.tensorboard), directory: recipe[LogFields.directory],
      prefix: recipe[LogFields.prefix])
  }

  /// Who trains and where.
  var run: RunPlan {
    var plan = RunPlan(
      backend: recipe.value(RunFields.backend), sdScripts: recipe[RunFields.sdScripts],
      sdScriptsVersion: recipe.value(RunFields.sdScriptsVersion), processes: recipe.value(RunFields.processes),
      cpuThreads: recipe.value(RunFields.cpuThreads))
    let machines = recipe.value(RunFields.machineCount)
    if machines > 1 {
      plan.machines = MachinesPlan(
        count: machines, rank: recipe.value(RunFields.machineRank),
        address: recipe[RunFields.machineAddress] ?? "127.0.0.1", port: recipe.value(RunFields.machinePort))
    }
    return plan
  }

  private func stated<T: SettingConvertible>(_ field: Field<T>) -> T? { recipe.states(field) ? recipe[field] : nil }
}

extension Interval {
  /// The interval that a setting states.
  init?(_ value: SettingValue?) {
    switch value {
    case .epochs(let count)?: self = .epochs(count)
    case .steps(let count)?: self = .steps(count)
    default: return nil
    }
  }
}

extension Warmup {
  /// The length that a setting states.
  init?(_ value: SettingValue?) {
    switch value {
    case .steps(let count)?: self = .steps(count)
    case .integer(let count)?: self = .steps(count)
    case .fraction(let part)?: self = .fraction(part)
    default: return nil
    }
  }
}

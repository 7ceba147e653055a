/// The fields of `optimizer` and `schedule`.
package enum OptimizerFields {
  /// The optimizers that kohya knows by name.
  package static let names = [
    "AdamW", "AdamW8bit", "PagedAdamW", "PagedAdamW8bit", "PagedAdamW32bit", "Lion", "Lion8bit", "PagedLion8bit",
    "SGDNesterov", "SGDNesterov8bit", "DAdaptation", "DAdaptAdamPreprint", "DAdaptAdaGrad", "DAdaptAdam", "DAdaptAdan",
    "DAdaptAdanIP", "DAdaptLion", "DAdaptSGD", "Prodigy", "Adafactor", "RAdamScheduleFree", "AdamWScheduleFree",
    "SGDScheduleFree",
  ]
  /// `optimizer.type`.
  package static let type = Field<String>(
    "optimizer.type", .choiceOrClass(names), default: .string("AdamW"), kohya: ["optimizer_type"],
    "The optimizer. AdamW8bit needs less memory; DAdaptation and Prodigy find the learning rate themselves.")
  /// `optimizer.learning_rate`.
  package static let learningRate = Field<Double>(
    "optimizer.learning_rate", .relative(.number(.notNegative)), kohyaDefault: "2e-6", kohya: ["learning_rate"],
    "The learning rate of whatever has none of its own.")
  /// `optimizer.unet_lr`.
  package static let unetLearningRate = Field<Double>(
    "optimizer.unet_lr", .relative(.number(.notNegative)), kohya: ["unet_lr"], "The U-Net's learning rate.")
  /// `optimizer.text_encoder_lr`.
  package static let textEncoderLearningRate = Field<Double>(
    "optimizer.text_encoder_lr", .relative(.number(.notNegative)), kohya: ["text_encoder_lr"],
    "The text encoder's learning rate; between a tenth and half of the U-Net's.")
  /// `optimizer.args`.
  package static let args = Field<SettingValue>(
    "optimizer.args", .arguments, kohya: ["optimizer_args"],
    "Further arguments of the optimizer, such as `weight_decay: 0.01`.")
  /// `optimizer.max_grad_norm`.
  package static let maxGradNorm = Field<Double>(
    "optimizer.max_grad_norm", .number(.notNegative), default: .number(1), kohya: ["max_grad_norm"],
    "Gradients are clipped to this norm; 0 does not clip.")

  package static let block = Block(
    "optimizer", "The optimizer and its learning rates.",
    [
      type.entry, learningRate.entry, unetLearningRate.entry, textEncoderLearningRate.entry, args.entry,
      maxGradNorm.entry,
    ])
}

/// The fields of `schedule`.
package enum ScheduleFields {
  /// The schedules that kohya knows by name.
  package static let names = [
    "constant", "constant_with_warmup", "linear", "cosine", "cosine_with_restarts", "polynomial", "inverse_sqrt",
    "cosine_with_min_lr", "cosine_warmup_with_min_lr", "warmup_stable_decay", "reduce_lr_on_plateau",
    "piecewise_constant", "adafactor",
  ]
  /// `schedule.type`.
  package static let type = Field<String>(
    "schedule.type", .choiceOrClass(names), default: .string("constant"), kohya: ["lr_scheduler", "lr_scheduler_type"],
    "How the learning rate changes over the run.")
  /// `schedule.warmup`.
  package static let warmup = Field<SettingValue>(
    "schedule.warmup", .warmup, default: .steps(0), kohya: ["lr_warmup_steps"],
    "How long the rate rises from 0: a number of steps, or a part of all steps such as `5%`.")
  /// `schedule.cycles`.
  package static let cycles = Field<Int>(
    "schedule.cycles", .integer(1...100_000), default: .integer(1), kohya: ["lr_scheduler_num_cycles"],
    "How many times `cosine_with_restarts` starts anew.")
  /// `schedule.power`.
  package static let power = Field<Double>(
    "schedule.power", .number(.positive), default: .number(1), kohya: ["lr_scheduler_power"],
    "The power of `polynomial`; 1 is a straight line.")
  /// `schedule.decay`.
  package static let decay = Field<SettingValue>(
    "schedule.decay", .warmup, kohya: ["lr_decay_steps"],
    "How long the rate falls at the end of `warmup_stable_decay`.")
  /// `schedule.min_lr_ratio`.
  package static let minimumRatio = Field<Double>(
    "schedule.min_lr_ratio", .number(.chance), kohya: ["lr_scheduler_min_lr_ratio"],
    "The part of the rate that is left at the end of `cosine_with_min_lr` and `warmup_stable_decay`.")
  /// `schedule.timescale`.
  package static let timescale = Field<Int>(
    "schedule.timescale", .integer(1...1_000_000_000), kohya: ["lr_scheduler_timescale"],
    "The timescale of `inverse_sqrt` in steps.")
  /// `schedule.args`.
  package static let args = Field<SettingValue>(
    "schedule.args", .arguments, kohya: ["lr_scheduler_args"], "Arguments of a scheduler class.")

  package static let block = Block(
    "schedule", "How the learning rate changes over the run.",
    [
      type.entry, warmup.entry, cycles.entry, power.entry, decay.entry, minimumRatio.entry, timescale.entry,
      args.entry,
    ])
}

internal import LoracPlan

/// All arguments that the plan decides, in the order in which they are written.
enum FlagTable {
  /// The arguments of a run, without those of the dataset.
  static let general: [FlagMapping] = model + network + optimizer + schedule + training + loss + output

  private static let model: [FlagMapping] = [
    .path("pretrained_model_name_or_path", "model.base", \.model.base),
    .flag("v2", "model.family", \.model.family, when: .sd2),
    .flag("v_parameterization", "model.v_prediction", \.model.vPrediction),
    .path("vae", "model.vae", \.model.vae),
    .integer("clip_skip", "model.clip_skip", \.model.clipSkip, standard: 1),
    // 75 is kohya's "none": the parser takes only 150 and 225.
    .integer("max_token_length", "model.max_token_length", \.model.maxTokenLength, standard: 75),
  ]

  private static let network: [FlagMapping] = [
    FlagMapping(
      name: "network_module", field: "network.type", standard: nil, presence: .always,
      get: { _ in .text("networks.lora") },
      set: { plan, value in
        guard value == .text("networks.lora") else { return false }
        plan.network.type = "lora"
        return true
      }),
    .integer("network_dim", "network.rank", \.network.rank, standard: nil),
    AlphaFlag.mapping,
    NetworkArguments.mapping,
    .number("network_dropout", "network.dropout", \.network.dropout),
    .number("scale_weight_norms", "network.scale_weight_norms", \.network.scaleWeightNorms),
    .flag("network_train_unet_only", "network.train", \.network.train, when: .unet),
    .flag("network_train_text_encoder_only", "network.train", \.network.train, when: .textEncoder),
    .path("network_weights", "network.weights", \.network.weights),
  ]

  private static let optimizer: [FlagMapping] = [
    .text("optimizer_type", "optimizer.type", \.optimizer.type, standard: nil, .always),
    .number("learning_rate", "optimizer.learning_rate", \.optimizer.learningRate),
    .number("unet_lr", "optimizer.unet_lr", \.optimizer.unetLearningRate),
    .number("text_encoder_lr", "optimizer.text_encoder_lr", \.optimizer.textEncoderLearningRate),
    .arguments("optimizer_args", "optimizer.args", \.optimizer.args),
    .number("max_grad_norm", "optimizer.max_grad_norm", \.optimizer.maxGradNorm, standard: 1),
  ]

  private static let schedule: [FlagMapping] =
    ScheduleFlags.types + [
      ScheduleFlags.warmup,
      .integer(
        "lr_scheduler_num_cycles", "schedule.cycles", \.schedule.cycles, standard: 1, .alwaysIn2023),
      .number("lr_scheduler_power", "schedule.power", \.schedule.power, standard: 1),
      ScheduleFlags.decay,
      .number("lr_scheduler_min_lr_ratio", "schedule.min_lr_ratio", \.schedule.minimumRatio),
      .integer("lr_scheduler_timescale", "schedule.timescale", \.schedule.timescale),
      .arguments("lr_scheduler_args", "schedule.args", \.schedule.args),
    ]

  private static let training: [FlagMapping] = [
    .integer("max_train_epochs", "train.epochs", \.train.epochs),
    .integer("max_train_steps", "train.steps", \.train.steps),
    .integer("seed", "train.seed", \.train.seed),
    .text("mixed_precision", "train.mixed_precision", \.train.mixedPrecision, standard: "no", .always),
    .integer(
      "gradient_accumulation_steps", "train.gradient_accumulation", \.train.gradientAccumulation, standard: 1),
    .flag("gradient_checkpointing", "train.gradient_checkpointing", \.train.gradientCheckpointing),
  ]

  private static let loss: [FlagMapping] = [
    .text("loss_type", "loss.type", \.loss.type, standard: "l2"),
    .number("min_snr_gamma", "loss.min_snr_gamma", \.loss.minSNRGamma),
    .number("noise_offset", "loss.noise_offset", \.loss.noiseOffset),
    .flag(
      "noise_offset_random_strength", "loss.noise_offset_random_strength", \.loss.noiseOffsetRandomStrength),
    .number("adaptive_noise_scale", "loss.adaptive_noise_scale", \.loss.adaptiveNoiseScale),
    .number("prior_loss_weight", "loss.prior_loss_weight", \.loss.priorLossWeight, standard: 1),
    .flag("debiased_estimation_loss", "loss.debiased", \.loss.debiased),
    .flag("scale_v_pred_loss_like_noise_pred", "loss.scale_v_prediction", \.loss.scaleVPrediction),
    .flag("zero_terminal_snr", "loss.zero_terminal_snr", \.loss.zeroTerminalSNR),
    LossFlags.multiresIterations, LossFlags.multiresDiscount, LossFlags.huberSchedule, LossFlags.huberC,
    LossFlags.huberScale,
    .number("ip_noise_gamma", "loss.ip_noise_gamma", \.loss.ipNoiseGamma),
    .integer("min_timestep", "loss.min_timestep", \.loss.minTimestep),
    .integer("max_timestep", "loss.max_timestep", \.loss.maxTimestep),
  ]

  private static let output: [FlagMapping] =
    [
      .path("output_dir", "save.directory", \.save.directory),
      .text("output_name", "name", \.name, standard: nil, .always),
      .text("save_model_as", "save.format", \.save.format, standard: "safetensors", .always),
      .text("save_precision", "save.precision", \.save.precision, standard: nil, .always),
    ]
    + SaveFlags.every + [.integer("save_n_epoch_ratio", "save.ratio", \.save.ratio)]
    + FlagMapping.interval(
      epochs: "save_last_n_epochs", steps: "save_last_n_steps", "save.keep_last", \.save.keepLast)
    + [.flag("save_state_on_train_end", "save.state.at_end", \.save.stateAtEnd), SaveFlags.state]
    + FlagMapping.interval(
      epochs: "save_last_n_epochs_state", steps: "save_last_n_steps_state", "save.state.keep_last",
      \.save.stateKeepLast)
    + SampleFlags.all + ValidationFlags.all + [LogFlags.directory, .text("log_prefix", "log.prefix", \.log.prefix)]
    + [.text("training_comment", "description", \.description)]
}

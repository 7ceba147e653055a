/// The fields of `save`.
package enum SaveFields {
  /// `save.every`.
  package static let every = Field<SettingValue>(
    "save.every", .interval, kohya: ["save_every_n_epochs", "save_every_n_steps"],
    "When a numbered file is saved: `2 epochs` or `500 steps`. The final file is always saved.")
  /// `save.ratio`.
  package static let ratio = Field<Int>(
    "save.ratio", .integer(1...1_000_000), kohya: ["save_n_epoch_ratio"],
    "How many numbered files are saved at least, spread over the epochs, instead of `every`.")
  /// `save.keep_last`.
  package static let keepLast = Field<SettingValue>(
    "save.keep_last", .interval, kohya: ["save_last_n_epochs", "save_last_n_steps"],
    "How many numbered files are kept, as `3 epochs` (kohya counts saves there, not epochs), or how many steps back, as "
      + "`500 steps`. Older ones are removed.")
  /// `save.precision`.
  package static let precision = Field<String>(
    "save.precision", .choice(["float", "fp16", "bf16"]), kohyaDefault: "float", kohya: ["save_precision"],
    "The precision of saved files: that of `train.mixed_precision` if left out. fp16 is half the size of float.")
  /// `save.format`.
  package static let format = Field<String>(
    "save.format", .choice(["safetensors", "ckpt", "pt"]), default: .string("safetensors"), kohya: ["save_model_as"],
    "The kind of file.")
  /// `save.directory`.
  package static let directory = Field<String>(
    "save.directory", .outputPath, default: .string("output"), kohyaDefault: "none", kohya: ["output_dir"],
    "The folder of the LoRA files, relative to the working directory.")
  /// `save.state.every`.
  package static let stateEvery = Field<SettingValue>(
    "save.state.every", .interval, kohya: ["save_state"],
    "When optimizer state is saved, to resume from. kohya can only save it together with numbered files.")
  /// `save.state.at_end`.
  package static let stateAtEnd = Field<Bool>(
    "save.state.at_end", .boolean, default: .boolean(false), kohya: ["save_state_on_train_end"],
    "Whether optimizer state is saved at the end of the run.")
  /// `save.state.keep_last`.
  package static let stateKeepLast = Field<SettingValue>(
    "save.state.keep_last", .interval, kohya: ["save_last_n_epochs_state", "save_last_n_steps_state"],
    "How far back states are kept; as `save.keep_last` otherwise.")

  package static let block = Block(
    "save", "Which files are saved when.",
    [
      every.entry, ratio.entry, keepLast.entry, precision.entry, format.entry, directory.entry,
      .block(
        Block("state", "Optimizer state, to resume from.", [stateEvery.entry, stateAtEnd.entry, stateKeepLast.entry])),
    ])
}

/// The fields of `sample`.
package enum SampleFields {
  /// The samplers that kohya knows, then A1111's; LoracSamplers has the same names.
  package static let samplers =
    [
      "ddim", "pndm", "lms", "euler", "euler_a", "heun", "dpm_2", "dpm_2_a", "dpmsolver", "dpmsolver++", "dpmsingle",
      "k_lms", "k_euler", "k_euler_a", "k_dpm_2", "k_dpm_2_a",
    ]
    + [
      "Euler a", "Euler", "LMS", "Heun", "DPM2", "DPM2 a", "DPM++ 2S a", "DPM++ 2M", "DPM++ SDE", "DPM++ 2M SDE",
      "DPM++ 2M SDE Heun", "DPM++ 3M SDE",
    ].flatMap { [$0, $0 + " Karras", $0 + " Exponential"] } + ["DDIM", "PLMS"]
  /// `sample.every`.
  package static let every = Field<SettingValue>(
    "sample.every", .interval, kohya: ["sample_every_n_epochs", "sample_every_n_steps"], "When previews are made.")
  /// `sample.at_start`.
  package static let atStart = Field<Bool>(
    "sample.at_start", .boolean, default: .boolean(false), kohya: ["sample_at_first"],
    "Whether previews are also made before training, to compare with.")
  /// `sample.size`.
  package static let size = Field<SettingValue>(
    "sample.size", .size(64...4096), default: .size(width: 512, height: 512), "Width and height of previews.")
  /// `sample.sampler`.
  package static let sampler = Field<String>(
    "sample.sampler", .choice(samplers), default: .string("ddim"), kohya: ["sample_sampler"],
    "The sampler: kohya's names make what kohya's previews make, A1111's what A1111 makes. These are Euler a, Euler, "
      + "LMS, Heun, DPM2, DPM2 a, DPM++ 2S a, DPM++ 2M, DPM++ SDE, DPM++ 2M SDE, DPM++ 2M SDE Heun and DPM++ 3M SDE, "
      + "each also with Karras or Exponential behind its name, DDIM and PLMS. kohya's ddim and heun limit the predicted "
      + "picture to ±1, which dulls it; the others do not.")
  /// `sample.steps`.
  package static let steps = Field<Int>(
    "sample.steps", .integer(1...1000), default: .integer(30), "Sampling steps.")
  /// `sample.cfg`.
  package static let cfg = Field<Double>(
    "sample.cfg", .number(.notNegative), default: .number(7.5), "Classifier-free guidance.")
  /// `sample.seed`.
  package static let seed = Field<Int>(
    "sample.seed", .integer(0...4_294_967_295), "A fixed seed, so that previews can be compared.")
  /// `sample.negative`.
  package static let negative = Field<String>(
    "sample.negative", .text, "The negative prompt of every preview that has none of its own.")
  /// `sample.prompts`.
  package static let prompts = Field<SettingValue>(
    "sample.prompts",
    .either([.list(.either([.text, .record(PromptFields.block)]), atLeast: 0), .inputPath]), default: .list([]),
    kohya: ["sample_prompts"],
    "What the previews show: texts, as lines of a kohya prompt file with its options (`a cat --n a dog --s 28`) or as "
      + "A1111 writes them into pictures; mappings with `prompt` and more; or the path of a kohya prompt file.")

  package static let block = Block(
    "sample", "Previews made while training.",
    [
      every.entry, atStart.entry, size.entry, sampler.entry, steps.entry, cfg.entry, seed.entry, negative.entry,
      prompts.entry,
    ])
}

/// The fields of one preview; paths are relative to the list item.
package enum PromptFields {
  /// `prompt`.
  package static let prompt = Field<String>("prompt", .text, "What is to be seen.")
  /// `negative`.
  package static let negative = Field<String>("negative", .anyText, "What is not to be seen.")
  /// `size`.
  package static let size = Field<SettingValue>("size", .size(64...4096), "Width and height.")
  /// `steps`.
  package static let steps = Field<Int>("steps", .integer(1...1000), "Sampling steps.")
  /// `cfg`.
  package static let cfg = Field<Double>("cfg", .number(.notNegative), "Classifier-free guidance.")
  /// `seed`.
  package static let seed = Field<Int>("seed", .integer(0...4_294_967_295), "The seed.")
  /// `sampler`.
  package static let sampler = Field<String>("sampler", .choice(SampleFields.samplers), "The sampler.")

  package static let block = Block(
    "prompt", "One preview.",
    [prompt.entry, negative.entry, size.entry, steps.entry, cfg.entry, seed.entry, sampler.entry])
}

/// The fields of `log`.
package enum LogFields {
  /// `log.tensorboard`.
  package static let tensorboard = Field<Bool>(
    "log.tensorboard", .boolean, default: .boolean(true), kohyaDefault: "false", kohya: ["log_with"],
    "Whether losses and rates are logged for TensorBoard.")
  /// `log.directory`.
  package static let directory = Field<String>(
    "log.directory", .outputPath, kohya: ["logging_dir"], "The folder of the logs; the run folder otherwise.")
  /// `log.prefix`.
  package static let prefix = Field<String>(
    "log.prefix", .text, kohya: ["log_prefix"], "What the name of a log begins with.")

  package static let block = Block(
    "log", "What is logged where.", [tensorboard.entry, directory.entry, prefix.entry])
}

/// The fields of `train`.
package enum TrainFields {
  /// `train.epochs`.
  package static let epochs = Field<Int>(
    "train.epochs", .integer(1...1_000_000), kohya: ["max_train_epochs"],
    "How often all images are gone through. Give this or `steps`.")
  /// `train.steps`.
  package static let steps = Field<Int>(
    "train.steps", .integer(1...1_000_000_000), kohyaDefault: "1600", kohya: ["max_train_steps"],
    "How many optimizer steps are made. Give this or `epochs`.")
  /// `train.seed`.
  package static let seed = Field<Int>(
    "train.seed", .integer(0...4_294_967_295), kohya: ["seed"],
    "The seed of all random numbers; without it every run differs.")
  /// `train.mixed_precision`.
  package static let mixedPrecision = Field<String>(
    "train.mixed_precision", .choice(["no", "fp16", "bf16"]), default: .string("no"), kohya: ["mixed_precision"],
    "The precision of the arithmetic on a GPU.")
  /// `train.gradient_accumulation`.
  package static let gradientAccumulation = Field<Int>(
    "train.gradient_accumulation", .integer(1...100_000), default: .integer(1), kohya: ["gradient_accumulation_steps"],
    "Batches whose gradients are added up before one optimizer step.")
  /// `train.gradient_checkpointing`.
  package static let gradientCheckpointing = Field<Bool>(
    "train.gradient_checkpointing", .boolean, default: .boolean(false), kohya: ["gradient_checkpointing"],
    "Whether activations are computed again in the backward pass: less memory, about a third more time.")

  package static let block = Block(
    "train", "Length, precision and seed.",
    [
      epochs.entry, steps.entry, seed.entry, mixedPrecision.entry, gradientAccumulation.entry,
      gradientCheckpointing.entry,
    ])
}

/// The fields of `validation`.
package enum ValidationFields {
  /// `validation.split`.
  package static let split = Field<Double>(
    "validation.split", .number(.chance), default: .number(0), kohya: ["validation_split"],
    "The part of the images that is held out to measure the loss on, such as 0.1; 0 holds out none.")
  /// `validation.seed`.
  package static let seed = Field<Int>(
    "validation.seed", .integer(0...4_294_967_295), kohya: ["validation_seed"],
    "The seed that chooses the held-out images; the run's otherwise.")
  /// `validation.every`.
  package static let every = Field<SettingValue>(
    "validation.every", .interval, kohya: ["validate_every_n_epochs", "validate_every_n_steps"],
    "When the held-out loss is measured; after every epoch otherwise.")

  package static let block = Block(
    "validation", "Images held out to measure the loss on.", [split.entry, seed.entry, every.entry])
}

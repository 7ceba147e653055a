/// The fields of `network`.
package enum NetworkFields {
  /// `network.type`.
  package static let type = Field<String>(
    "network.type", .choice(["lora", "locon"]), default: .string("lora"), kohya: ["network_module"],
    "`lora` adapts linear and 1×1 layers; `locon` the 3×3 convolutions as well.")
  /// `network.rank`.
  package static let rank = Field<Int>(
    "network.rank", .relative(.integer(1...4096)), default: .integer(4), kohya: ["network_dim"],
    "The rank of the adapters: how much they can learn, and how large the file is. 8 to 32 for anime, 32 to 128 for people."
  )
  /// `network.alpha`.
  package static let alpha = Field<Double>(
    "network.alpha", .relative(.number(.notNegative)), default: .number(1), kohya: ["network_alpha"],
    "The update is scaled by alpha / rank; usually the rank or half of it. 0 means the rank.")
  /// `network.conv_rank`.
  package static let convRank = Field<Int>(
    "network.conv_rank", .relative(.integer(1...4096)), kohya: ["network_args"],
    "The rank of the 3×3 adapters of `locon`.")
  /// `network.conv_alpha`.
  package static let convAlpha = Field<Double>(
    "network.conv_alpha", .relative(.number(.notNegative)), kohya: ["network_args"],
    "The alpha of the 3×3 adapters of `locon`; kohya takes 1.")
  /// `network.dropout`.
  package static let dropout = Field<Double>(
    "network.dropout", .number(NumberBounds(from: 0, to: 1)), kohya: ["network_dropout"],
    "The chance that a hidden unit of an adapter is left out in a step.")
  /// `network.rank_dropout`.
  package static let rankDropout = Field<Double>(
    "network.rank_dropout", .number(.chance), kohya: ["network_args"],
    "The chance that a rank of an adapter is left out in a step.")
  /// `network.module_dropout`.
  package static let moduleDropout = Field<Double>(
    "network.module_dropout", .number(.chance), kohya: ["network_args"],
    "The chance that a whole adapter is left out in a step.")
  /// `network.scale_weight_norms`.
  package static let scaleWeightNorms = Field<Double>(
    "network.scale_weight_norms", .number(.positive), kohya: ["scale_weight_norms"],
    "A bound on the norm of each adapter's update, against overtraining; 1 is a good start.")
  /// `network.train`.
  package static let train = Field<String>(
    "network.train", .choice(["both", "unet", "text_encoder"]), default: .string("both"),
    kohya: ["network_train_unet_only", "network_train_text_encoder_only"],
    "Which parts of the base model get adapters.")
  /// `network.weights`.
  package static let weights = Field<String>(
    "network.weights", .inputPath, kohya: ["network_weights"], "A LoRA file to continue from.")
  /// `network.args`.
  package static let args = Field<SettingValue>(
    "network.args", .arguments, kohya: ["network_args"], "Further arguments of kohya's network module.")

  package static let block = Block(
    "network", "The adapter that is trained.",
    [
      type.entry, rank.entry, alpha.entry, convRank.entry, convAlpha.entry, dropout.entry, rankDropout.entry,
      moduleDropout.entry, scaleWeightNorms.entry, train.entry, weights.entry, args.entry,
    ])
}

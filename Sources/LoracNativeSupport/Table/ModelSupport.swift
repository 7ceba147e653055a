internal import LoracOptimizers
internal import LoracSchema

/// Model, network, optimizer and schedule.
extension NativeSupport {
  private static func lacking(_ names: [String], _ supported: [String]) -> String {
    names.filter { !supported.contains($0) }.map { "`\($0)`" }.joined(separator: ", ")
  }

  static let modelFields: [(String, NativeSupport)] = [
    (
      "model.base", .same("`.safetensors` files and diffusers folders; `.ckpt` and `.pt` can run code and are refused.")
    ),
    ("model.family", .partly("`sd15` and models of its shape. `sd2` and `sdxl` are other networks.")),
    ("model.vae", .same()),
    ("model.clip_skip", .same()),
    ("model.max_token_length", .same()),
    ("model.v_prediction", .same("For SD 1 models that were trained so.")),

    ("network.type", .same()),
    ("network.rank", .same()),
    ("network.alpha", .same()),
    ("network.conv_rank", .same()),
    ("network.conv_alpha", .same()),
    ("network.dropout", .same()),
    ("network.rank_dropout", .same()),
    ("network.module_dropout", .same()),
    ("network.scale_weight_norms", .same()),
    ("network.train", .same()),
    ("network.weights", .same("The file must have the ranks that the recipe states.")),
    (
      "network.args",
      .partly(
        "`loraplus_lr_ratio`, `loraplus_unet_lr_ratio` and `loraplus_text_encoder_lr_ratio`. Ranks and rates of single "
          + "blocks are refused, and so are names that kohya would ignore.")
    ),

    (
      "optimizer.type",
      .partly(
        "All but \(lacking(OptimizerFields.names, OptimizerChoice.names)) and classes of other libraries. 8-bit states are "
          + "quantized in blocks as in bitsandbytes.")
    ),
    ("optimizer.learning_rate", .same()),
    ("optimizer.unet_lr", .same()),
    ("optimizer.text_encoder_lr", .same()),
    ("optimizer.args", .partly("The arguments of the optimizer's library, but those that choose how a GPU computes.")),
    ("optimizer.max_grad_norm", .same()),

    (
      "schedule.type",
      .partly(
        "All that kohya can start by name, `adafactor` with Adafactor's own rates alone. Classes of other libraries are "
          + "refused.")
    ),
    ("schedule.warmup", .same()),
    ("schedule.cycles", .same()),
    ("schedule.power", .same()),
    ("schedule.decay", .same()),
    ("schedule.min_lr_ratio", .same()),
    ("schedule.timescale", .same()),
    ("schedule.args", .partly("`step_rules` of `piecewise_constant`.")),
  ]
}

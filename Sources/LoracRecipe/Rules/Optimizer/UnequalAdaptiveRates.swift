internal import LoracDiagnostics
internal import LoracSchema

/// D-Adaptation and Prodigy accept one rate for all groups only.
enum UnequalAdaptiveRates: RecipeRule {
  static let code = DiagnosticCode(
    "LR0410", "unequal-adaptive-rates", .error,
    Explanation(
      meaning: "D-Adaptation or Prodigy is given two different learning rates.",
      why:
        "These optimizers estimate one rate for everything; today's `dadaptation` and `prodigyopt` stop at the first "
        + "step if two groups differ. The libraries of 2023 used the text encoder's for both, so for that target this is "
        + "a warning.",
      example: "optimizer:\n  type: DAdaptation\n  unet_lr: 1\n  text_encoder_lr: 0.5",
      fix: "Use 1 for both, or train the U-Net alone:\n\noptimizer:\n  unet_lr: 1\n  text_encoder_lr: 1"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.findsLearningRate, let name = recipe[OptimizerFields.type] else { return }
    if let unet = recipe.unetRate, let textEncoder = recipe.textEncoderRate, unet.value != textEncoder.value,
      unet.value != 0, textEncoder.value != 0
    {
      let isOld = recipe.targets2023
      report(
        isOld
          ? "\(name) uses the text encoder's learning rate \(textEncoder.text) for the U-Net as well"
          : "\(name) cannot have two learning rates: \(unet.text) and \(textEncoder.text)",
        at: [
          recipe.label(textEncoder.field, isOld ? "used for both" : "the text encoder's"),
          recipe.label(unet.field, isOld ? "ignored" : "the U-Net's"),
          recipe.label(OptimizerFields.type, "estimates one rate for both"),
        ],
        notes: [.help("give both the same rate, 1")], severity: isOld ? .warning : nil, into: &diagnostics)
    }
    checkLoRAPlus(recipe, name, into: &diagnostics)
  }

  /// LoRA+ gives `lora_up` a rate of its own (sd-scripts `lora.py:1188`).
  private static func checkLoRAPlus(_ recipe: Recipe, _ name: String, into diagnostics: inout DiagnosticList) {
    for argument in ["loraplus_lr_ratio", "loraplus_unet_lr_ratio", "loraplus_text_encoder_lr_ratio"] {
      guard let ratio = recipe.argument(argument, of: NetworkFields.args).flatMap({ Double($0) }), ratio != 1 else {
        continue
      }
      report(
        "\(name) cannot have two learning rates, as '\(argument)' gives it",
        at: [
          recipe.label(
            argument: argument, of: NetworkFields.args, "makes the rate of half the weights \(text(ratio))×"),
          recipe.label(OptimizerFields.type, "estimates one rate for all"),
        ], into: &diagnostics)
    }
  }
}

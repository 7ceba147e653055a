internal import LoracDiagnostics
internal import LoracSchema

/// A trained part without any rate gets kohya's 2e-6.
enum MissingLearningRate: RecipeRule {
  static let code = DiagnosticCode(
    "LR0413", "missing-learning-rate", .warning,
    Explanation(
      meaning: "The U-Net or the text encoder is trained, but neither its own rate nor `learning_rate` is given.",
      why:
        "kohya then takes 2e-6 (sd-scripts `train_util.py:3701`), a fiftieth of the usual rate, and learns next to "
        + "nothing without saying so. A `unet_lr` alone leaves the text encoder at 2e-6.",
      example: "optimizer:\n  type: AdamW\n  unet_lr: 1e-4",
      fix: "Give both rates, or one for both:\n\noptimizer:\n  unet_lr: 1e-4\n  text_encoder_lr: unet_lr/10"))

  static let isAboutMissingValue = true

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.settings[OptimizerFields.learningRate.path] == nil, !recipe.usesRelativeStep else { return }
    let unet = OptimizerFields.unetLearningRate
    let textEncoder = OptimizerFields.textEncoderLearningRate
    let lacksUNet = recipe.trainsUNet && recipe.settings[unet.path] == nil
    let lacksTextEncoder = recipe.trainsTextEncoder && recipe.settings[textEncoder.path] == nil
    guard lacksUNet || lacksTextEncoder else { return }
    let parts = [lacksUNet ? "the U-Net" : nil, lacksTextEncoder ? "the text encoder" : nil].compactMap(\.self)
    let key = lacksUNet ? (lacksTextEncoder ? "learning_rate" : "unet_lr") : "text_encoder_lr"
    report(
      "\(parts.joined(separator: " and ")) would train at kohya's 2e-6, since no learning rate is given",
      at: [
        recipe.place(
          near: [unet.path, textEncoder.path, OptimizerFields.type.path], "'\(key)' is missing beside this",
          else: "neither this recipe nor a preset gives '\(key)'")
      ],
      notes: [.help("add '\(example(key, recipe))' under 'optimizer', or extend a preset")], into: &diagnostics)
  }

  private static func example(_ key: String, _ recipe: Recipe) -> String {
    if recipe.findsLearningRate { return "\(key): 1" }
    switch key {
    case "text_encoder_lr": return "text_encoder_lr: unet_lr/10"
    case "unet_lr": return "unet_lr: 1e-4"
    default:
      return recipe.trainsUNet && recipe.trainsTextEncoder
        ? "unet_lr: 1e-4' and 'text_encoder_lr: unet_lr/10" : "\(key): 1e-4"
    }
  }
}

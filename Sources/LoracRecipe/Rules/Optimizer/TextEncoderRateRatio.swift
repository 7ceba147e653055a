internal import LoracDiagnostics
internal import LoracSchema

/// The text encoder's rate, compared with the U-Net's.
enum TextEncoderRateRatio: RecipeRule {
  static let code = DiagnosticCode(
    "LR0416", "text-encoder-rate", .warning,
    Explanation(
      meaning: "The text encoder's learning rate is not between a tenth and half of the U-Net's.",
      why:
        "The text encoder is small and forgets other words when it learns as fast as the U-Net; below a tenth it hardly "
        + "learns the trigger word.",
      example: "optimizer:\n  unet_lr: 1e-4\n  text_encoder_lr: 1e-4",
      fix: "Use half for tags, a tenth for photographs:\n\noptimizer:\n  text_encoder_lr: unet_lr/10"))

  /// Room for rates that were rounded, such as 3.64e-6 beside 3.64e-5.
  private static let range = 0.099...0.501

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard !recipe.findsLearningRate, !recipe.usesRelativeStep, let unet = recipe.unetRate,
      let textEncoder = recipe.textEncoderRate, unet.value > 0, textEncoder.value > 0,
      !range.contains(textEncoder.value / unet.value)
    else { return }
    let same = textEncoder.field.path == unet.field.path
    let headline =
      textEncoder.value > unet.value / 2
      ? "the text encoder's rate \(textEncoder.text) is above half of the U-Net's \(unet.text)"
      : "the text encoder's rate \(textEncoder.text) is below a tenth of the U-Net's \(unet.text)"
    report(
      headline,
      at: [
        recipe.label(textEncoder.field, same ? "the rate of both" : "the text encoder's"),
        recipe.label(unet.field, "the U-Net's"),
      ],
      notes: [.help("give it a tenth to a half: 'text_encoder_lr: unet_lr/10'")],
      fixIts: same ? [] : recipe.replacing(textEncoder.field, by: "unet_lr/10", .unsafe), into: &diagnostics)
  }
}

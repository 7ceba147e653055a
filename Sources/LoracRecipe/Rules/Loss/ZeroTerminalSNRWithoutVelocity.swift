internal import LoracDiagnostics
internal import LoracSchema

/// Noise that ends in pure noise, with a model that predicts the noise.
enum ZeroTerminalSNRWithoutVelocity: RecipeRule {
  static let code = DiagnosticCode(
    "LR0457", "zero-terminal-snr-without-v", .warning,
    Explanation(
      meaning: "`zero_terminal_snr` is on, but the base model predicts noise, not velocity.",
      why:
        "At the last timestep the input is pure noise; a model that predicts the noise then only has to copy its input "
        + "and learns nothing. kohya warns as well (sd-scripts `train_util.py:4456`).",
      example: "loss:\n  zero_terminal_snr: true",
      fix: "Use it with v-prediction models only:\n\nmodel:\n  v_prediction: true"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[LossFields.zeroTerminalSNR] == true, recipe[ModelFields.vPrediction] == false else { return }
    report(
      "zero_terminal_snr is meant for models that predict velocity",
      at: [
        recipe.label(LossFields.zeroTerminalSNR, "ends in pure noise"),
        recipe.label(ModelFields.vPrediction, "this model predicts noise"),
      ],
      notes: [.help("remove it, or set 'model.v_prediction: true' if the base model is one")], into: &diagnostics)
  }
}

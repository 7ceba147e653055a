internal import LoracDiagnostics
internal import LoracSchema

/// A part whose rate is 0 is saved untrained.
enum RateZero: RecipeRule {
  static let code = DiagnosticCode(
    "LR0414", "rate-zero", .warning,
    Explanation(
      meaning: "A part of the model gets adapters, but its learning rate is 0.",
      why:
        "kohya skips the part (sd-scripts `lora.py:1188`), yet its adapters are computed in every step and saved as "
        + "zeros: a larger file and slower training for nothing.",
      example: "optimizer:\n  text_encoder_lr: 0",
      fix: "Leave the part out of the network:\n\nnetwork:\n  train: unet"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    let zero = recipe.rates.filter { $0.value == 0 }
    let parts = (recipe.trainsUNet ? 1 : 0) + (recipe.trainsTextEncoder ? 1 : 0)
    guard zero.count < parts, !recipe.usesRelativeStep else { return }
    for rate in zero {
      let other = rate.part == "U-Net" ? "text_encoder" : "unet"
      report(
        "the \(rate.part) gets adapters, but its learning rate is 0",
        at: [
          recipe.label(rate.field, "the \(rate.part) is saved untrained"),
          recipe.label(NetworkFields.train, "gives it adapters"),
        ],
        notes: [.help("set 'network.train: \(other)' for a smaller file")], into: &diagnostics)
    }
  }
}

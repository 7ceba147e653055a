internal import LoracDiagnostics
internal import LoracSchema

/// Lion wants a smaller rate than AdamW.
enum LionRate: RecipeRule {
  static let code = DiagnosticCode(
    "LR0418", "lion-rate", .warning,
    Explanation(
      meaning: "Lion is used with a learning rate that is usual for AdamW.",
      why:
        "Lion's steps have the full size of the rate in every weight, so it wants a third to a tenth of AdamW's rate.",
      example: "optimizer:\n  type: Lion\n  unet_lr: 1e-4",
      fix: "Divide the rate by 3 to 10:\n\noptimizer:\n  unet_lr: 3e-5"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.isLion, let name = recipe[OptimizerFields.type], let rate = recipe.unetRate, rate.value > 5e-5 else {
      return
    }
    report(
      "the U-Net's rate \(rate.text) is high for \(name)",
      at: [
        recipe.label(rate.field, "a rate for AdamW"), recipe.label(OptimizerFields.type, "wants a third to a tenth"),
      ],
      notes: [.help("begin with 3e-5")], into: &diagnostics)
  }
}

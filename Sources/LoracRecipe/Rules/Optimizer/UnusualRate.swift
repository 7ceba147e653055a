internal import LoracDiagnostics
internal import LoracSchema

/// A U-Net rate far from what AdamW is used with.
enum UnusualRate: RecipeRule {
  static let code = DiagnosticCode(
    "LR0417", "unusual-rate", .warning,
    Explanation(
      meaning: "The U-Net's learning rate is far from the 1e-4 that is usual with AdamW.",
      why:
        "Above 1e-3 training usually blows up: black previews, a wildly swinging loss. Below 1e-5 it learns next to "
        + "nothing; 2e-6 is kohya's default, meant for whole models.",
      example: "optimizer:\n  type: AdamW8bit\n  unet_lr: 1",
      fix: "Begin with 1e-4, or find the rate with `lorac lr-find recipe.yaml`:\n\noptimizer:\n  unet_lr: 1e-4"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.isAdam, let rate = recipe.unetRate ?? recipe.textEncoderRate, rate.value > 0,
      let name = recipe[OptimizerFields.type]
    else { return }
    let lowest = rate.part == "U-Net" ? 1e-5 : 1e-6
    guard rate.value > 1e-3 || rate.value < lowest else { return }
    let isHigh = rate.value > 1e-3
    report(
      "the \(rate.part)'s rate \(rate.text) is far too \(isHigh ? "high" : "low") for \(name)",
      at: [
        recipe.label(rate.field, isHigh ? "training will blow up" : "next to nothing will be learned"),
        recipe.label(OptimizerFields.type, "is used with rates about 1e-4"),
      ],
      notes: isHigh && rate.value >= 0.5 ? [.help("rates about 1 are for DAdaptation and Prodigy")] : [],
      into: &diagnostics)
  }
}

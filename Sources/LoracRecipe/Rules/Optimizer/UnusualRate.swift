internal import LoracDiagnostics
internal import LoracSchema

/// A U-Net rate far from what AdamW is used with.
enum UnusualRate: RecipeRule {
  static let code = DiagnosticCode(
    "LR0417", "unusual-rate", .warning,
    Explanation(
      meaning: "The U-Net's learning rate is far from the 1e-4 that is usual with AdamW.",
      why:
        "Above 1e-3 training of a real checkpoint usually blows up: black previews, a wildly swinging loss; small bases "
        + "bear more. Below 1e-5 it learns next to nothing; 2e-6 is kohya's default, meant for whole models.",
      example: "optimizer:\n  type: AdamW8bit\n  unet_lr: 1",
      fix: "Begin with 1e-4, or find the rate with `lorac lr-find recipe.yaml`:\n\noptimizer:\n  unet_lr: 1e-4"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.isAdam, let rate = recipe.unetRate ?? recipe.textEncoderRate, rate.value > 0,
      let name = recipe[OptimizerFields.type]
    else { return }
    let lowest = rate.part == "U-Net" ? 1e-5 : 1e-6
    guard rate.value > 1e-3 || rate.value < lowest else { return }
    let (verdict, consequence, help): (String, String, String?) =
      switch rate.value {
      case ..<lowest: ("far too low", "next to nothing will be learned", nil)
      // A small base may bear it, and lr-find finds such rates for one.
      case ..<1e-2: ("high", "a real checkpoint would not bear it", "`lorac lr-find` finds what this base bears")
      case ..<0.5: ("far too high", "training will blow up", nil)
      default: ("far too high", "training will blow up", "rates about 1 are for DAdaptation and Prodigy")
      }
    report(
      "the \(rate.part)'s rate \(rate.text) is \(verdict) for \(name)",
      at: [
        recipe.label(rate.field, consequence), recipe.label(OptimizerFields.type, "is used with rates about 1e-4"),
      ],
      notes: help.map { [.help($0)] } ?? [], into: &diagnostics)
  }
}

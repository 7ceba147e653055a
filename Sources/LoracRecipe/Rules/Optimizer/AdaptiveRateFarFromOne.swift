internal import LoracDiagnostics
internal import LoracSchema

/// D-Adaptation and Prodigy multiply their estimate by the rate.
enum AdaptiveRateFarFromOne: RecipeRule {
  static let code = DiagnosticCode(
    "LR0411", "adaptive-rate-far-from-one", .warning,
    Explanation(
      meaning: "D-Adaptation or Prodigy is given a learning rate far from 1.",
      why:
        "They estimate the rate themselves and multiply it by this number: with 1e-4 next to nothing is learned, with "
        + "more than 2 training may blow up.",
      example: "optimizer:\n  type: Prodigy\n  unet_lr: 1e-4\n  text_encoder_lr: 1e-4",
      fix: "Use 1 for both:\n\noptimizer:\n  unet_lr: 1\n  text_encoder_lr: 1"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.findsLearningRate, let name = recipe[OptimizerFields.type] else { return }
    var fields: Set<String> = []
    for rate in recipe.rates where rate.value != 0 && !(0.5...2).contains(rate.value) {
      guard fields.insert(rate.field.path).inserted else { continue }
      report(
        "\(rate.field.declaration.key) \(text(rate.value)) is far from the 1 that \(name) expects",
        at: [
          recipe.label(rate.field, "its own estimate is multiplied by this"),
          recipe.label(OptimizerFields.type, "estimates the rate itself"),
        ],
        fixIts: recipe.replacing(rate.field, by: "1", .unsafe), into: &diagnostics)
    }
  }
}

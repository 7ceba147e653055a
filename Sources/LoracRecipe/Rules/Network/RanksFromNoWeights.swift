internal import LoracDiagnostics
internal import LoracSchema

/// `dim_from_weights` without a file to take the ranks from.
enum RanksFromNoWeights: RecipeRule {
  static let code = DiagnosticCode(
    "LR0408", "ranks-from-no-weights", .error,
    Explanation(
      meaning: "`kohya.dim_from_weights` is set, but `network.weights` is not.",
      why: "kohya reads the ranks from that file, and crashes without one (sd-scripts `train_network.py:671`).",
      example: "kohya:\n  dim_from_weights: true",
      fix: "Name the LoRA file to continue from:\n\nnetwork:\n  weights: output/cat-000010.safetensors"))

  static let isAboutMissingValue = true

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.kohyaFlag("dim_from_weights"), recipe.settings[NetworkFields.weights.path] == nil else { return }
    report(
      "'dim_from_weights' needs 'network.weights'",
      at: [recipe.label(argument: "dim_from_weights", "there is no file to take the ranks from")], into: &diagnostics)
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// A held-out part that leaves nothing to train, or settings of none.
enum ValidationSplit: RecipeRule {
  static let code = DiagnosticCode(
    "LR0479", "validation-split", .error,
    Explanation(
      meaning: "All images are held out to measure the loss on.",
      why: "None is left to train (sd-scripts `train_util.py:171`).",
      example: "validation:\n  split: 1",
      fix: "Hold out a tenth:\n\nvalidation:\n  split: 0.1"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[ValidationFields.split] == 1 else { return }
    report(
      "holding out all images leaves none to train",
      at: [recipe.label(ValidationFields.split, "the part that is held out")],
      notes: [.help("usual is 0.1")], into: &diagnostics)
  }
}

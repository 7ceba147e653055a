internal import LoracDiagnostics
internal import LoracSchema

/// A dropout of 1 leaves nothing to train.
enum DropoutOfEverything: RecipeRule {
  static let code = DiagnosticCode(
    "LR0407", "dropout-of-everything", .error,
    Explanation(
      meaning: "A dropout of the network is 1, so everything is left out in every step.",
      why: "No gradient reaches the adapters; with `rank_dropout` kohya divides by zero (sd-scripts `lora.py:115`).",
      example: "network:\n  rank_dropout: 1",
      fix: "Use a small chance, or leave the field out:\n\nnetwork:\n  rank_dropout: 0.1"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    for field in [NetworkFields.dropout, NetworkFields.rankDropout, NetworkFields.moduleDropout]
    where recipe[field] == 1 {
      report(
        "\(field.declaration.key) 1 leaves out the whole network",
        at: [recipe.label(field, "nothing is left to train")],
        notes: [.help("usual values are 0.05 to 0.3")], into: &diagnostics)
    }
  }
}

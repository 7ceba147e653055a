internal import LoracDiagnostics
internal import LoracSchema

/// An alpha of 0 is read as the rank.
enum AlphaZero: RecipeRule {
  static let code = DiagnosticCode(
    "LR0402", "alpha-zero", .remark,
    Explanation(
      meaning: "Alpha is 0, which kohya reads as alpha equal to the rank.",
      why: "Nothing is switched off: the update is scaled by 1 (sd-scripts `lora.py:71`).",
      example: "network:\n  alpha: 0",
      fix: "Say what happens:\n\nnetwork:\n  alpha: rank"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    for (rankField, alphaField) in AdapterScale.fields {
      guard let scale = AdapterScale(recipe, rankField, alphaField), scale.alpha == 0 else { continue }
      report(
        "\(alphaField.declaration.key) 0 means \(alphaField.declaration.key) \(scale.rank)",
        at: [
          recipe.label(alphaField, "0 stands for the rank"), recipe.label(rankField, "the rank comes from here"),
        ],
        fixIts: recipe.replacing(alphaField, by: rankField.declaration.key, .safe), into: &diagnostics)
    }
  }
}

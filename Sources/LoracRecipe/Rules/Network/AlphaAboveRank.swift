internal import LoracDiagnostics
internal import LoracSchema

/// An alpha above the rank makes the update larger than the rank alone would.
enum AlphaAboveRank: RecipeRule {
  static let code = DiagnosticCode(
    "LR0401", "alpha-above-rank", .warning,
    Explanation(
      meaning: "Alpha is larger than the rank it belongs to.",
      why:
        "The update is scaled by alpha / rank (sd-scripts `lora.py:72`), so this works like a higher learning rate and "
        + "overfits sooner. Alpha equal to the rank, or half of it, is usual.",
      example: "network:\n  rank: 16\n  alpha: 64",
      fix: "State alpha in terms of the rank, so that it follows when the rank changes:\n\nnetwork:\n  alpha: rank/2"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    for (rankField, alphaField) in AdapterScale.fields {
      guard let scale = AdapterScale(recipe, rankField, alphaField), scale.alpha > Double(scale.rank) else { continue }
      report(
        "\(alphaField.declaration.key) \(text(scale.alpha)) is above \(rankField.declaration.key) \(scale.rank)",
        at: [
          recipe.label(alphaField, "the update is scaled by \(scale.factorText)"),
          recipe.label(rankField, "the rank comes from here"),
        ],
        notes: [.help("use the rank or half of it: '\(alphaField.declaration.key): \(rankField.declaration.key)/2'")],
        fixIts: recipe.replacing(alphaField, by: rankField.declaration.key, .unsafe), into: &diagnostics)
    }
  }
}

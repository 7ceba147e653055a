internal import LoracDiagnostics
internal import LoracSchema

/// An alpha far below the rank leaves little of the update.
enum AlphaFarBelowRank: RecipeRule {
  static let code = DiagnosticCode(
    "LR0403", "alpha-far-below-rank", .warning,
    Explanation(
      meaning: "Alpha is less than a quarter of the rank.",
      why:
        "The update is scaled by alpha / rank (sd-scripts `lora.py:72`). An alpha of 1 is therefore the weakest setting, "
        + "not the strongest as some tutorials say: at rank 128 it acts like a learning rate divided by 128. It is also "
        + "what kohya takes if no alpha is given.",
      example: "network:\n  rank: 128\n  alpha: 1",
      fix:
        "Use half of the rank:\n\nnetwork:\n  alpha: rank/2\n\nA small alpha is fine if the learning rate was found with it."
    ))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    for (rankField, alphaField) in AdapterScale.fields {
      guard let scale = AdapterScale(recipe, rankField, alphaField), scale.alpha > 0,
        scale.alpha * 4 < Double(scale.rank)
      else { continue }
      let key = alphaField.declaration.key
      report(
        "\(key) \(text(scale.alpha)) is far below \(rankField.declaration.key) \(scale.rank)",
        at: [
          recipe.label(alphaField, "the update is scaled by \(scale.factorText)"),
          recipe.label(rankField, "the rank comes from here"),
        ],
        notes: [
          .note("the smaller alpha is, the weaker the update; alpha 1 is the weakest"),
          .help("set '\(key): \(rankField.declaration.key)/2', unless the learning rate was found with this alpha"),
        ],
        fixIts: recipe.replacing(alphaField, by: "\(rankField.declaration.key)/2", .unsafe), into: &diagnostics)
    }
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// SD 1.x models predict noise.
enum VelocityOnSD15: RecipeRule {
  static let code = DiagnosticCode(
    "LR0464", "v-prediction-on-sd15", .warning,
    Explanation(
      meaning: "`v_prediction` is on, but the family is `sd15`.",
      why:
        "SD 1.x models predict noise, except for a few fine-tunes. A LoRA that is trained for the wrong target gives noise "
        + "instead of pictures.",
      example: "model:\n  family: sd15\n  v_prediction: true",
      fix: "Remove `v_prediction`, unless the page of your base model says that it needs it."))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[ModelFields.vPrediction] == true, recipe[ModelFields.family] == "sd15" else { return }
    report(
      "SD 1.x models do not predict velocity",
      at: [
        recipe.label(ModelFields.vPrediction, "right only for a few fine-tunes"),
        recipe.label(ModelFields.family, "the family"),
      ],
      notes: [.help("remove it, unless the page of the base model asks for v-prediction")], into: &diagnostics)
  }
}

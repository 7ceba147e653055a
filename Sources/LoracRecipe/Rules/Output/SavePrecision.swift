internal import LoracDiagnostics
internal import LoracSchema

/// Saved files that are larger or less exact than what was trained.
enum SavePrecision: RecipeRule {
  static let code = DiagnosticCode(
    "LR0473", "save-precision", .remark,
    Explanation(
      meaning: "Files are saved in another precision than is usual for this training.",
      why:
        "`float` doubles the size of every file for digits that nobody sees in pictures. `bf16` keeps 8 bits of each "
        + "number where fp16 of the same size keeps 11; its larger range is not needed in a LoRA.",
      example: "train:\n  mixed_precision: fp16\nsave:\n  precision: float",
      fix: "Use fp16:\n\nsave:\n  precision: fp16"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let mixed = recipe[TrainFields.mixedPrecision], let saved = recipe[SaveFields.precision],
      recipe.isOwn(SaveFields.precision)
    else { return }
    let training = recipe.label(TrainFields.mixedPrecision, "trained in \(mixed == "no" ? "float" : mixed)")
    switch (mixed, saved) {
    case ("fp16", "float"), ("bf16", "float"):
      report(
        "saving as float doubles the size of every file",
        at: [recipe.label(SaveFields.precision, "fp16 is half the size"), training], into: &diagnostics)
    case ("no", "bf16"), ("fp16", "bf16"):
      report(
        "saving as bf16 rounds more than fp16 of the same size",
        at: [recipe.label(SaveFields.precision, "keeps 8 bits of each number"), training], into: &diagnostics)
    default: break
    }
  }
}

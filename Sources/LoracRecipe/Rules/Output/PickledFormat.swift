internal import LoracDiagnostics
internal import LoracSchema

/// Files that can run code and have no metadata.
enum PickledFormat: RecipeRule {
  static let code = DiagnosticCode(
    "LR0472", "pickled-format", .warning,
    Explanation(
      meaning: "The LoRA is saved as `ckpt` or `pt`.",
      why:
        "Such files can run any code when they are loaded, so many programs refuse them, and kohya writes no metadata "
        + "into them: nobody can tell later how the LoRA was trained.",
      example: "save:\n  format: ckpt",
      fix: "Use the default:\n\nsave:\n  format: safetensors"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let format = recipe[SaveFields.format], format != "safetensors" else { return }
    report(
      "the format '\(format)' keeps no metadata and can carry code",
      at: [recipe.label(SaveFields.format, "many programs refuse such files")],
      fixIts: recipe.replacing(SaveFields.format, by: "safetensors", .unsafe), into: &diagnostics)
  }
}

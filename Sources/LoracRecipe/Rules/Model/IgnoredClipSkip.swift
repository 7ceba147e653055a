internal import LoracDiagnostics
internal import LoracSchema

/// SDXL has a text encoder layer of its own choice.
enum IgnoredClipSkip: RecipeRule {
  static let code = DiagnosticCode(
    "LR0465", "ignored-clip-skip", .warning,
    Explanation(
      meaning: "`clip_skip` is given for an SDXL base, or for an SD 2.x base.",
      why:
        "SDXL always uses the last layer but one, and kohya ignores `clip_skip` (sd-scripts `sdxl_train_util.py:351`). "
        + "SD 2.x has the last layer left out already, so counting from the end skips one more.",
      example: "model:\n  family: sdxl\n  clip_skip: 2",
      fix: "Remove `clip_skip`."))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let skip = recipe[ModelFields.clipSkip], skip > 1, let family = recipe[ModelFields.family],
      family != "sd15"
    else { return }
    report(
      family == "sdxl" ? "clip_skip \(skip) has no effect on SDXL" : "clip_skip \(skip) is not meant for SD 2.x",
      at: [
        recipe.label(ModelFields.clipSkip, family == "sdxl" ? "ignored" : "one layer is left out already"),
        recipe.label(ModelFields.family, "the family"),
      ], into: &diagnostics)
  }
}

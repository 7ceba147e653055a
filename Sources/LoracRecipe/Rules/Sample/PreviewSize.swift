internal import LoracDiagnostics
internal import LoracSchema

/// A preview size that the base model cannot draw well, or that is rounded.
enum PreviewSize: RecipeRule {
  static let code = DiagnosticCode(
    "LR0476", "preview-size", .warning,
    Explanation(
      meaning: "Previews of an SDXL base are made at 512 pixels or so, or a side is not a multiple of 8.",
      why:
        "kohya draws at 512x512 if no size is given, where SDXL gives blurred pictures, so the previews look worse than "
        + "the LoRA is. Sides are cut to multiples of 8 (sd-scripts `train_util.py:6540`).",
      example: "model:\n  family: sdxl\nsample:\n  every: 1 epoch\n  prompts: [\"1girl, ZhangNaYing\"]",
      fix: "Use the base's own size:\n\nsample:\n  size: 1024"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.isGiven(SampleFields.prompts), case .size(let width, let height)? = recipe[SampleFields.size] else {
      return
    }
    if recipe[ModelFields.family] == "sdxl", width * height <= 640 * 640 {
      report(
        "SDXL cannot draw well at \(SettingValue.size(width: width, height: height))",
        at: [
          recipe.label(SampleFields.size, "the size of previews"),
          recipe.label(ModelFields.family, "was trained at 1024"),
          recipe.label(SampleFields.prompts, "drawn at that size"),
        ],
        notes: [.help("set 'sample.size: 1024'")], into: &diagnostics)
    }
    if width % 8 != 0 || height % 8 != 0 {
      report(
        "previews are \(width / 8 * 8)x\(height / 8 * 8), not \(SettingValue.size(width: width, height: height))",
        at: [recipe.label(SampleFields.size, "cut to a multiple of 8")], into: &diagnostics)
    }
  }
}

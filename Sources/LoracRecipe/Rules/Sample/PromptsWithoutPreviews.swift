internal import LoracDiagnostics
internal import LoracSchema

/// Prompts that no preview shows.
enum PromptsWithoutPreviews: RecipeRule {
  static let code = DiagnosticCode(
    "LR0475", "prompts-without-previews", .warning,
    Explanation(
      meaning: "Prompts are given, but not when previews are made.",
      why: "No preview is ever made.",
      example: "sample:\n  prompts: [\"1girl, ZhangNaYing\"]",
      fix: "Say when:\n\nsample:\n  every: 1 epoch\n  prompts: [\"1girl, ZhangNaYing\"]"))

  static let isAboutMissingValue = true

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.isGiven(SampleFields.prompts), recipe.settings[SampleFields.every.path] == nil,
      recipe[SampleFields.atStart] == false
    else { return }
    report(
      "no preview is made, since 'sample.every' is not given",
      at: [recipe.label(SampleFields.prompts, "prompts that are never used")],
      notes: [.help("add 'every: 1 epoch' under 'sample'")], into: &diagnostics)
  }
}

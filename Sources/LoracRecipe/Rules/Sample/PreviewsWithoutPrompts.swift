internal import LoracDiagnostics
internal import LoracSchema

/// Previews of nothing.
enum PreviewsWithoutPrompts: RecipeRule {
  static let code = DiagnosticCode(
    "LR0474", "previews-without-prompts", .error,
    Explanation(
      meaning: "Previews are to be made, but no prompts are given.",
      why: "kohya crashes at the first preview, in the middle of the training (sd-scripts `train_util.py:6395`).",
      example: "sample:\n  every: 1 epoch",
      fix: "Add prompts, or remove `every`:\n\nsample:\n  every: 1 epoch\n  prompts: [\"1girl, ZhangNaYing\"]"))

  static let isAboutMissingValue = true

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[SampleFields.prompts] != nil, !recipe.isGiven(SampleFields.prompts) else { return }
    let atStart = recipe[SampleFields.atStart] == true
    guard recipe.isGiven(SampleFields.every) || atStart else { return }
    report(
      "previews have no prompts",
      at: [
        recipe.label(SampleFields.every, "what is to be seen?"),
        atStart ? recipe.label(SampleFields.atStart, "what is to be seen?") : nil,
      ],
      notes: [.help("add 'prompts' under 'sample', for example '[\"1girl, \(trigger(recipe))\"]'")], into: &diagnostics)
  }

  private static func trigger(_ recipe: Recipe) -> String {
    recipe[CaptionFields.dataset.trigger] ?? recipe[RecipeFields.name] ?? "ZhangNaYing"
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// kohya joins shuffled tags by commas, whatever divided them.
enum SeparatorBecomesComma: RecipeRule {
  static let code = DiagnosticCode(
    "LR0454", "separator-becomes-comma", .remark,
    Explanation(
      meaning: "Tags are divided by another separator than a comma, and shuffled or left out.",
      why:
        "kohya splits captions at the separator but joins the tags by a comma and a blank (sd-scripts "
        + "`train_util.py:915`), so the model never sees your separator.",
      example: "dataset:\n  captions:\n    shuffle: true\n    separator: \";\"",
      fix: "Nothing, if commas are fine. To see what is trained, write captions with commas."))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    for folder in recipe.images where recipe.takesTagsApart(folder) {
      let separator = recipe.caption(\.separator, of: folder)
      guard let text = separator.value, text != "," else { continue }
      report(
        "tags divided by '\(text)' are joined by ', ' when they are shuffled",
        at: [separator.label("only used to take captions apart")], into: &diagnostics)
    }
  }
}

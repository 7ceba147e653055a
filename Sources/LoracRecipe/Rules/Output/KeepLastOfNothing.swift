internal import LoracDiagnostics
internal import LoracSchema

/// Old files are removed where none is numbered.
enum KeepLastOfNothing: RecipeRule {
  static let code = DiagnosticCode(
    "LR0471", "keep-last-of-nothing", .warning,
    Explanation(
      meaning: "`keep_last` is given, but no numbered files or states are saved.",
      why: "There is nothing to remove; only the final file is saved.",
      example: "save:\n  keep_last: 3 epochs",
      fix: "Say when numbered files are saved, or remove `keep_last`:\n\nsave:\n  every: 1 epoch\n  keep_last: 3 epochs"
    ))

  static let isAboutMissingValue = true

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    let savesFiles =
      recipe.settings[SaveFields.every.path] != nil || recipe.settings[SaveFields.ratio.path] != nil
    if !savesFiles, recipe.isGiven(SaveFields.keepLast), recipe.isOwn(SaveFields.keepLast) {
      report(
        "save.keep_last has no effect, since no numbered files are saved",
        at: [recipe.label(SaveFields.keepLast, "there is nothing to remove")],
        notes: [.help("add 'every: 1 epoch' under 'save', or remove it")], into: &diagnostics)
    }
    let savesStates = recipe.settings[SaveFields.stateEvery.path] != nil
    if !savesStates, recipe.isGiven(SaveFields.stateKeepLast), recipe.isOwn(SaveFields.stateKeepLast) {
      report(
        "save.state.keep_last has no effect, since no numbered states are saved",
        at: [recipe.label(SaveFields.stateKeepLast, "there is nothing to remove")],
        notes: [.help("add 'every' under 'save.state', or remove it")], into: &diagnostics)
    }
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// Shuffling moves the trigger word away from the front.
enum ShuffledTrigger: RecipeRule {
  static let code = DiagnosticCode(
    "LR0450", "shuffled-trigger", .warning,
    Explanation(
      meaning: "Tags are shuffled, and the trigger word with them.",
      why:
        "Earlier tags weigh more. A trigger word that stays in front takes up the subject; one that wanders shares it "
        + "with the other tags.",
      example: "dataset:\n  captions:\n    trigger: ZhangNaYing\n    shuffle: true",
      fix: "Keep the first tag in place:\n\ndataset:\n  captions:\n    keep_tokens: 1"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    for folder in recipe.images {
      let shuffle = recipe.caption(\.shuffle, of: folder)
      let keep = recipe.caption(\.keepTokens, of: folder)
      let trigger = recipe.caption(\.trigger, of: folder)
      guard shuffle.value == true, keep.value == 0, let word = trigger.value,
        recipe.caption(\.keepTokensSeparator, of: folder).value == nil
      else { continue }
      report(
        "shuffling moves the trigger word '\(word)' away from the front",
        at: [
          shuffle.label("moves every tag"), trigger.label("the trigger word"), keep.label("no tag stays in place"),
        ],
        notes: [.help("add 'keep_tokens: 1' under 'captions'")], into: &diagnostics)
    }
  }
}

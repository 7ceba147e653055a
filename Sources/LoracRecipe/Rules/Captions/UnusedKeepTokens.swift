internal import LoracDiagnostics
internal import LoracSchema

/// Tags are kept in place where none is moved.
enum UnusedKeepTokens: RecipeRule {
  static let code = DiagnosticCode(
    "LR0451", "unused-keep-tokens", .warning,
    Explanation(
      meaning: "`keep_tokens` or `keep_tokens_separator` is given, but tags are neither shuffled nor left out.",
      why: "Captions are then used as they are, so there is nothing to protect; the separator stays in the caption.",
      example: "dataset:\n  captions:\n    keep_tokens: 1",
      fix: "Shuffle the other tags:\n\ndataset:\n  captions:\n    shuffle: true\n    keep_tokens: 1"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    for folder in recipe.images where !recipe.takesTagsApart(folder) {
      let shuffle = recipe.caption(\.shuffle, of: folder)
      let keep = recipe.caption(\.keepTokens, of: folder)
      let separator = recipe.caption(\.keepTokensSeparator, of: folder)
      guard shuffle.value == false else { continue }
      if keep.isOwn, let count = keep.value, count > 0 {
        report(
          "keep_tokens has no effect, since tags are not shuffled",
          at: [keep.label("has no effect"), shuffle.label("tags stay where they are")],
          notes: [.help("add 'shuffle: true', or remove keep_tokens")], into: &diagnostics)
      }
      if separator.isOwn, let text = separator.value {
        report(
          "keep_tokens_separator has no effect, since tags are not shuffled",
          at: [separator.label("'\(text)' stays in the caption"), shuffle.label("tags stay where they are")],
          notes: [.help("add 'shuffle: true', or remove keep_tokens_separator")], into: &diagnostics)
      }
    }
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// Most captions or tags are left out.
enum HighCaptionDropout: RecipeRule {
  static let code = DiagnosticCode(
    "LR0452", "high-caption-dropout", .warning,
    Explanation(
      meaning: "More than half of the captions or tags are left out.",
      why:
        "An image that is trained without its caption changes what the model draws without any prompt, and teaches the "
        + "trigger word nothing. Usual values are 0.05 to 0.1.",
      example: "dataset:\n  captions:\n    dropout: 0.9",
      fix: "Use a small chance:\n\ndataset:\n  captions:\n    dropout: 0.05"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    for folder in recipe.images {
      for (key, setting) in [
        ("dropout", recipe.caption(\.dropout, of: folder)), ("tag_dropout", recipe.caption(\.tagDropout, of: folder)),
      ] {
        guard let chance = setting.value, chance > 0.5 else { continue }
        let what = key == "dropout" ? "captions" : "tags"
        report(
          "\(key) \(text(chance)) leaves out \(chance == 1 ? "all" : "most") \(what)",
          at: [setting.label("usual are 0.05 to 0.1")], into: &diagnostics)
      }
      let every = recipe.caption(\.dropoutEveryEpochs, of: folder)
      guard every.value == 1 else { continue }
      report(
        "dropout_every_epochs 1 leaves out the captions in every epoch",
        at: [every.label("every epoch is a multiple of 1")], into: &diagnostics)
    }
  }
}

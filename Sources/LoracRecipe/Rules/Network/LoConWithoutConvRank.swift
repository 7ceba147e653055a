internal import LoracDiagnostics
internal import LoracSchema

/// A `locon` network whose 3×3 convolutions have no rank.
enum LoConWithoutConvRank: RecipeRule {
  static let code = DiagnosticCode(
    "LR0405", "locon-without-conv-rank", .error,
    Explanation(
      meaning: "The network type is `locon`, but `conv_rank` is not given.",
      why:
        "kohya adapts 3×3 convolutions only if it gets their rank (sd-scripts `lora.py:437`); without it the file is that "
        + "of a plain `lora`.",
      example: "network:\n  type: locon\n  rank: 16",
      fix:
        "Give the rank of the convolutions, often half of the other:\n\nnetwork:\n  conv_rank: rank/2\n  conv_alpha: conv_rank/2"
    ))

  static let isAboutMissingValue = true

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[NetworkFields.type] == "locon", recipe.settings[NetworkFields.convRank.path] == nil else { return }
    report(
      "network type 'locon' needs a conv_rank",
      at: [
        recipe.label(NetworkFields.type, "adapts 3×3 convolutions, but with what rank?"),
        recipe.label(NetworkFields.convAlpha, "an alpha alone does not say it"),
      ],
      notes: [.help("add 'conv_rank: rank/2' and 'conv_alpha: conv_rank/2' under 'network'")], into: &diagnostics)
  }
}

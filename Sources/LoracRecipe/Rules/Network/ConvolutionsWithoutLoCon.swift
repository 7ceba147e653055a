internal import LoracDiagnostics
internal import LoracSchema

/// Settings of 3×3 convolutions while the network has none.
enum ConvolutionsWithoutLoCon: RecipeRule {
  static let code = DiagnosticCode(
    "LR0404", "convolutions-without-locon", .error,
    Explanation(
      meaning:
        "`conv_rank` or `conv_alpha` is given, but the network type is `lora`, which adapts no 3×3 convolutions.",
      why: "One of the two is not what you mean: the file would have no convolutions, or the type would not say so.",
      example: "network:\n  type: lora\n  conv_rank: 8",
      fix:
        "For a network with convolutions write:\n\nnetwork:\n  type: locon\n  conv_rank: 8\n\nOtherwise remove `conv_rank`."
    ))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[NetworkFields.type] == "lora" else { return }
    let rank = recipe.label(NetworkFields.convRank, "this needs 'type: locon'")
    let alpha = recipe.label(NetworkFields.convAlpha, "this needs 'type: locon'")
    guard rank != nil || alpha != nil else { return }
    report(
      "3×3 convolutions have a \(rank == nil ? "conv_alpha" : "conv_rank"), but the network type is 'lora'",
      at: [rank, alpha, recipe.label(NetworkFields.type, "adapts no 3×3 convolutions")],
      notes: [.help("set 'type: locon', or remove conv_rank and conv_alpha")],
      fixIts: recipe.replacing(NetworkFields.type, by: "locon", .unsafe), into: &diagnostics)
  }
}

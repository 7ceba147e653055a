internal import LoracDiagnostics
internal import LoracSchema

/// kohya uses one attention implementation only.
enum SeveralAttentions: RecipeRule {
  static let code = DiagnosticCode(
    "LR0484", "several-attentions", .warning,
    Explanation(
      meaning: "More than one of `kohya.mem_eff_attn`, `xformers` and `sdpa` is set.",
      why: "kohya takes the first of them in this order and ignores the others (sd-scripts `train_util.py:3362`).",
      example: "kohya:\n  xformers: true\n  sdpa: true",
      fix: "Keep one; `sdpa` needs nothing but PyTorch 2."))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    let set = ["mem_eff_attn", "xformers", "sdpa"].filter(recipe.kohyaFlag)
    guard set.count > 1 else { return }
    let ignored = set.dropFirst()
    report(
      "kohya uses '\(set[0])' and ignores \(ignored.map { "'\($0)'" }.joined(separator: " and "))",
      at: ignored.map { recipe.label(argument: $0, "ignored") } + [recipe.label(argument: set[0], "used")],
      notes: [.help("keep one of them")], into: &diagnostics)
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// kohya's fused backward pass works with Adafactor alone.
enum FusedBackwardPass: RecipeRule {
  static let code = DiagnosticCode(
    "LR0424", "fused-backward-pass", .error,
    Explanation(
      meaning:
        "`kohya.fused_backward_pass` is set with another optimizer than Adafactor, or with gradient accumulation.",
      why: "kohya refuses it (sd-scripts `train_util.py:4849`).",
      example: "kohya:\n  fused_backward_pass: true\noptimizer:\n  type: AdamW",
      fix: "Remove `fused_backward_pass`."))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.kohyaFlag("fused_backward_pass") else { return }
    let flag = recipe.label(argument: "fused_backward_pass", "kohya refuses this combination")
    if let name = recipe[OptimizerFields.type], name.lowercased() != "adafactor" {
      report(
        "'fused_backward_pass' works with Adafactor only",
        at: [flag, recipe.label(OptimizerFields.type, "another optimizer")],
        notes: [.help("leave it out, or choose 'optimizer.type: Adafactor'")], into: &diagnostics)
    }
    if let accumulation = recipe[TrainFields.gradientAccumulation], accumulation > 1 {
      report(
        "'fused_backward_pass' does not work with gradient accumulation",
        at: [flag, recipe.label(TrainFields.gradientAccumulation, "more than one batch for a step")],
        notes: [.help("leave one of them out")], into: &diagnostics)
    }
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// Old flags that choose the optimizer, beside `optimizer.type`.
enum LegacyOptimizerFlag: RecipeRule {
  static let code = DiagnosticCode(
    "LR0423", "legacy-optimizer-flag", .error,
    Explanation(
      meaning: "`kohya.use_8bit_adam` or `kohya.use_lion_optimizer` is set; lorac always writes the optimizer's type.",
      why: "kohya refuses both together (sd-scripts `train_util.py:4830`).",
      example: "kohya:\n  use_8bit_adam: true",
      fix: "Write:\n\noptimizer:\n  type: AdamW8bit"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    for (flag, type) in [("use_8bit_adam", "AdamW8bit"), ("use_lion_optimizer", "Lion")]
    where recipe.kohyaFlag(flag) {
      report(
        "'\(flag)' is 'optimizer.type: \(type)'",
        at: [
          recipe.label(argument: flag, "an old way to choose the optimizer"),
          recipe.label(OptimizerFields.type, "chosen here"),
        ],
        notes: [.help("remove it and set 'optimizer.type: \(type)'")], into: &diagnostics)
    }
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// Adafactor's own schedule refuses warm-up.
enum WarmupWithAdafactor: RecipeRule {
  static let code = DiagnosticCode(
    "LR0431", "warmup-with-adafactor", .error,
    Explanation(
      meaning: "Adafactor chooses its own rates, but a warm-up is given.",
      why:
        "With relative steps, its default, kohya replaces the schedule by Adafactor's own, which refuses any warm-up "
        + "(sd-scripts `train_util.py:5079`).",
      example: "optimizer:\n  type: Adafactor\nschedule:\n  type: cosine\n  warmup: 5%",
      fix:
        "Set `warmup: 0`, or use fixed rates:\n\noptimizer:\n  args:\n    scale_parameter: false\n    relative_step: false"
    ))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.usesRelativeStep, recipe.hasWarmup else { return }
    report(
      "Adafactor with relative steps cannot have a warm-up",
      at: [
        recipe.label(ScheduleFields.warmup, "refused by Adafactor's own schedule"),
        recipe.label(OptimizerFields.type, "uses relative steps unless told otherwise"),
      ],
      notes: [.help("set 'warmup: 0', or 'optimizer.args: {scale_parameter: false, relative_step: false}'")],
      fixIts: recipe.replacing(ScheduleFields.warmup, by: "0", .unsafe), into: &diagnostics)
  }
}

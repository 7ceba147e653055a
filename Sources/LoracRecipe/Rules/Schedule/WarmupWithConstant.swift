internal import LoracDiagnostics
internal import LoracSchema

/// The constant schedule refuses warm-up.
enum WarmupWithConstant: RecipeRule {
  static let code = DiagnosticCode(
    "LR0430", "warmup-with-constant", .error,
    Explanation(
      meaning: "The schedule is `constant`, but a warm-up is given.",
      why: "kohya stops with an error after the model has been loaded (sd-scripts `train_util.py:5296`).",
      example: "schedule:\n  type: constant\n  warmup: 5%",
      fix: "Use the constant schedule that has a warm-up:\n\nschedule:\n  type: constant_with_warmup\n  warmup: 5%"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[ScheduleFields.type] == "constant", recipe.hasWarmup, !recipe.usesRelativeStep,
      !recipe.isScheduleFree
    else { return }
    // A warm-up from a preset was not asked for by whoever wrote `constant`.
    let isWanted = recipe.isOwn(ScheduleFields.warmup)
    report(
      "the schedule 'constant' cannot have a warm-up",
      at: [
        recipe.label(ScheduleFields.type, "refuses any warm-up"),
        recipe.label(ScheduleFields.warmup, "the warm-up comes from here"),
      ],
      notes: [.help("use 'type: constant_with_warmup', or set 'warmup: 0'")],
      fixIts: recipe.replacing(ScheduleFields.type, by: "constant_with_warmup", isWanted ? .safe : .unsafe),
      into: &diagnostics)
  }
}

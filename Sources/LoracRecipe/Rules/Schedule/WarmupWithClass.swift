internal import LoracDiagnostics
internal import LoracSchema

/// A scheduler class takes no warm-up.
enum WarmupWithClass: RecipeRule {
  static let code = DiagnosticCode(
    "LR0432", "warmup-with-class", .error,
    Explanation(
      meaning: "The schedule is a Python class, but a warm-up is given.",
      why: "kohya hands no warm-up to such a class and stops with an error (sd-scripts `train_util.py:5310`).",
      example: "schedule:\n  type: torch.optim.lr_scheduler.CosineAnnealingLR\n  warmup: 100",
      fix: "Set `warmup: 0`; some classes have a warm-up of their own, to be given in `schedule.args`."))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let type = recipe[ScheduleFields.type], type.contains("."), recipe.hasWarmup, !recipe.usesRelativeStep,
      !recipe.isScheduleFree
    else { return }
    report(
      "a scheduler class cannot have a warm-up",
      at: [
        recipe.label(ScheduleFields.warmup, "kohya refuses this"),
        recipe.label(ScheduleFields.type, "a class, not one of kohya's schedules"),
      ],
      notes: [.help("set 'warmup: 0'")], fixIts: recipe.replacing(ScheduleFields.warmup, by: "0", .unsafe),
      into: &diagnostics)
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// Schedules that kohya knows by name but cannot start.
enum ScheduleCannotRun: RecipeRule {
  static let code = DiagnosticCode(
    "LR0438", "schedule-cannot-run", .error,
    Explanation(
      meaning: "The schedule is one that kohya accepts but cannot start.",
      why:
        "kohya hands `reduce_lr_on_plateau` and `cosine_warmup_with_min_lr` arguments that these do not know, and stops "
        + "with a TypeError (sd-scripts `train_util.py:5394`).",
      example: "schedule:\n  type: reduce_lr_on_plateau",
      fix: "Choose another schedule:\n\nschedule:\n  type: cosine_with_min_lr\n  min_lr_ratio: 0.1"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let type = recipe[ScheduleFields.type], ["reduce_lr_on_plateau", "cosine_warmup_with_min_lr"].contains(type),
      !recipe.usesRelativeStep, !recipe.isScheduleFree
    else { return }
    report(
      "kohya cannot start the schedule '\(type)'",
      at: [recipe.label(ScheduleFields.type, "stops with a TypeError")],
      notes: [.help("choose another, such as 'cosine_with_min_lr' with 'min_lr_ratio: 0.1'")], into: &diagnostics)
  }
}

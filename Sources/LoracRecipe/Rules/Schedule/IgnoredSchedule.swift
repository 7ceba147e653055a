internal import LoracDiagnostics
internal import LoracSchema

/// A schedule-free optimizer gets no schedule.
enum IgnoredSchedule: RecipeRule {
  static let code = DiagnosticCode(
    "LR0436", "ignored-schedule", .warning,
    Explanation(
      meaning: "The optimizer is schedule-free, but a schedule or a warm-up is given.",
      why:
        "kohya gives such an optimizer no schedule at all (sd-scripts `train_util.py:5270`): its rate is constant, and "
        + "warm-up is an argument of the optimizer.",
      example: "optimizer:\n  type: AdamWScheduleFree\nschedule:\n  type: cosine\n  warmup: 5%",
      fix:
        "Leave the schedule constant:\n\noptimizer:\n  args:\n    warmup_steps: 100\nschedule:\n  type: constant\n  warmup: 0"
    ))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.isScheduleFree, let name = recipe[OptimizerFields.type] else { return }
    var ignored: [Label?] = []
    if let type = recipe[ScheduleFields.type], type != "constant" {
      ignored.append(recipe.label(ScheduleFields.type, "ignored"))
    }
    if recipe.hasWarmup { ignored.append(recipe.label(ScheduleFields.warmup, "ignored")) }
    guard !ignored.isEmpty else { return }
    report(
      "\(name) ignores the schedule",
      at: ignored + [recipe.label(OptimizerFields.type, "needs no schedule and gets none")],
      notes: [.help("set 'type: constant' and 'warmup: 0'; warm-up is 'optimizer.args: {warmup_steps: …}'")],
      into: &diagnostics)
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// A schedule made for warm-up without one.
enum WarmupMissing: RecipeRule {
  static let code = DiagnosticCode(
    "LR0433", "warmup-missing", .warning,
    Explanation(
      meaning: "The schedule is `constant_with_warmup`, but there is no warm-up.",
      why: "Without warm-up it is the same as `constant`; most likely the warm-up was forgotten.",
      example: "schedule:\n  type: constant_with_warmup",
      fix: "Give the warm-up, or say `constant`:\n\nschedule:\n  type: constant_with_warmup\n  warmup: 5%"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[ScheduleFields.type] == "constant_with_warmup", recipe[ScheduleFields.warmup] != nil,
      !recipe.hasWarmup, !recipe.usesRelativeStep, !recipe.isScheduleFree
    else { return }
    report(
      "'constant_with_warmup' without warm-up is 'constant'",
      at: [
        recipe.label(ScheduleFields.type, "the rate is the same from the first step on"),
        recipe.label(ScheduleFields.warmup, "no warm-up"),
      ],
      notes: [.help("add 'warmup: 5%', or say 'constant'")],
      fixIts: recipe.replacing(ScheduleFields.type, by: "constant", .safe), into: &diagnostics)
  }
}

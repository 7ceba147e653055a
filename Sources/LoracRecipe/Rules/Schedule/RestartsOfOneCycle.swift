internal import LoracDiagnostics
internal import LoracSchema

/// A cosine with restarts that never restarts.
enum RestartsOfOneCycle: RecipeRule {
  static let code = DiagnosticCode(
    "LR0434", "restarts-of-one-cycle", .warning,
    Explanation(
      meaning: "The schedule is `cosine_with_restarts` with one cycle.",
      why: "One cycle has no restart: the curve is that of `cosine`. kohya's default is one.",
      example: "schedule:\n  type: cosine_with_restarts",
      fix: "Give 3 to 5 cycles, or say `cosine`:\n\nschedule:\n  type: cosine_with_restarts\n  cycles: 3"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[ScheduleFields.type] == "cosine_with_restarts", recipe[ScheduleFields.cycles] == 1,
      !recipe.usesRelativeStep, !recipe.isScheduleFree
    else { return }
    report(
      "'cosine_with_restarts' with one cycle never restarts",
      at: [
        recipe.label(ScheduleFields.type, "the same as 'cosine'"), recipe.label(ScheduleFields.cycles, "one cycle"),
      ],
      notes: [.help("add 'cycles: 3', or say 'cosine'")],
      fixIts: recipe.replacing(ScheduleFields.type, by: "cosine", .safe), into: &diagnostics)
  }
}

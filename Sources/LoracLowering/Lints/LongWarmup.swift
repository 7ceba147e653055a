internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// A warm-up that takes most of the run.
enum LongWarmup: PlanLint {
  static let code = DiagnosticCode(
    "LR0577", "long-warmup", .warning,
    Explanation(
      meaning: "Warm-up takes more than half of all steps.",
      why: "The learning rate hardly reaches its value before the training ends. Usual are 5 to 10 percent.",
      example: "`schedule.warmup: 1000` in a run of 1050 steps",
      fix: "Give a part of the steps, which follows when the length changes:\n\nschedule:\n  warmup: 5%"))

  static func check(_ plan: TrainingPlan, _ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard plan.steps.warmup > plan.steps.total / 2, plan.steps.warmup > 1 else { return }
    report(
      plan.steps.warmup >= plan.steps.total
        ? "the warm-up of \(plan.steps.warmup) steps does not end before the training, which has \(plan.steps.total)"
        : "the warm-up takes \(plan.steps.warmup) of all \(plan.steps.total) steps",
      at: [recipe.label(ScheduleFields.warmup, "usual are 5 to 10 %")], into: &diagnostics)
  }
}

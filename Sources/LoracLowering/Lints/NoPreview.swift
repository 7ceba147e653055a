internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// A preview interval that never comes.
enum NoPreview: PlanLint {
  static let code = DiagnosticCode(
    "LR0584", "no-preview", .warning,
    Explanation(
      meaning: "`sample.every` is longer than the whole training.",
      why: "No preview is made while training.",
      example: "`sample.every: 500 steps` in a run of 400 steps",
      fix: "Make previews more often:\n\nsample:\n  every: 1 epoch"))

  static func check(_ plan: TrainingPlan, _ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let every = plan.sample?.every, plan.samples.allSatisfy({ $0.step == 0 }),
      let length = plan.length(inUnitOf: every)
    else { return }
    report(
      "no preview is made, since the training has only \(length)",
      at: [
        recipe.label(SampleFields.every, "comes too late"), recipe.label(TrainFields.epochs, "the length"),
        recipe.label(TrainFields.steps, "the length"),
      ], into: &diagnostics)
  }
}

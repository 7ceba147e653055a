internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// A numbered file with the same content as the final one.
enum StepSaveAtEnd: PlanLint {
  static let code = DiagnosticCode(
    "LR0580", "step-save-at-end", .warning,
    Explanation(
      meaning: "A numbered file is saved after the last step, where the final file is saved as well.",
      why:
        "Both hold the same. Numbered files by steps include the last step, those by epochs do not "
        + "(sd-scripts `train_network.py:1497`, `:1694`).",
      example: "`save.every: 250 steps` in a run of 1000 steps",
      fix: "Choose an interval that does not divide the steps, or save by epochs."))

  static func check(_ plan: TrainingPlan, _ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let file = plan.saves.first(where: { $0.kind == .step && $0.step == plan.steps.total }) else { return }
    report(
      "'\(file.file)' is the same as the final file",
      at: [
        recipe.label(SaveFields.every, "divides the \(plan.steps.total) steps of the training"),
        recipe.label(TrainFields.steps, "the length"),
      ], into: &diagnostics)
  }
}

internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// An interval that never comes.
enum NoNumberedFile: PlanLint {
  static let code = DiagnosticCode(
    "LR0581", "no-numbered-file", .warning,
    Explanation(
      meaning: "`save.every` is as long as the whole training or longer, so only the final file is saved.",
      why: "There are no files to compare; the last epoch is never numbered.",
      example: "`save.every: 10 epochs` with `train.epochs: 10`",
      fix: "Save more often:\n\nsave:\n  every: 2 epochs"))

  static func check(_ plan: TrainingPlan, _ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let every = plan.save.every, plan.saves.allSatisfy({ $0.kind == .last }),
      let length = plan.length(inUnitOf: every)
    else { return }
    report(
      "no numbered file is saved, since the training has only \(length)",
      at: [
        recipe.label(SaveFields.every, "comes too late"), recipe.label(SaveFields.ratio, "comes too late"),
        recipe.label(TrainFields.epochs, "the length"), recipe.label(TrainFields.steps, "the length"),
      ], into: &diagnostics)
  }
}

internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// A run that is over before anything is learned.
enum FewSteps: PlanLint {
  static let code = DiagnosticCode(
    "LR0571", "few-steps", .warning,
    Explanation(
      meaning: "The epochs make fewer than 200 optimizer steps.",
      why:
        "A LoRA at the usual learning rates needs about 1000 to 3000 steps; with 200 it has hardly left the base model. "
        + "Mostly repeats are missing: a folder `cat` counts each image once, `10_cat` ten times.",
      example: "20 images without repeats, `train.epochs: 5`, batch 1: 100 steps",
      fix:
        "Give the folder repeats, or train more epochs:\n\ndataset:\n  images:\n    - path: train/cat\n      repeats: 10"
    ))

  static func check(_ plan: TrainingPlan, _ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    // Who states the steps knows how many there are.
    guard plan.train.epochs != nil, plan.steps.total < 200, let dataset = plan.dataset else { return }
    report(
      "the whole training has only \(NameList.count(plan.steps.total, "step"))",
      at: [recipe.label(TrainFields.epochs, "\(dataset.entries) images a time, repeats included")],
      notes: [.help("usual are 1000 to 3000: give the images more repeats, or train more epochs")], into: &diagnostics)
  }
}

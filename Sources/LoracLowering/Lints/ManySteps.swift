internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// A run in which few images are seen far too often.
enum ManySteps: PlanLint {
  static let code = DiagnosticCode(
    "LR0572", "many-steps", .warning,
    Explanation(
      meaning: "The epochs make more than 20 000 optimizer steps for at most 200 images.",
      why:
        "A small set is learned by heart long before: the LoRA draws the training images again and nothing else. The "
        + "popular 100 images × 30 repeats × 10 epochs is 30 000 steps.",
      example: "100 images with 30 repeats, `train.epochs: 10`, batch 1",
      fix: "Lower the repeats or the epochs; 1000 to 3000 steps are usual."))

  static func check(_ plan: TrainingPlan, _ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard plan.train.epochs != nil, plan.steps.total > 20_000, let dataset = plan.dataset, dataset.images <= 200 else {
      return
    }
    report(
      "\(plan.steps.total) steps are many for \(NameList.count(dataset.images, "image"))",
      at: [recipe.label(TrainFields.epochs, "\(dataset.entries) images a time, repeats included")],
      notes: [.help("usual are 1000 to 3000: lower the repeats or the epochs")], into: &diagnostics)
  }
}

internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// More regularization than training images, since repeats come in whole numbers.
enum RegularizationOvershoot: PlanLint {
  static let code = DiagnosticCode(
    "LR0585", "regularization-overshoot", .remark,
    Explanation(
      meaning: "Regularization images count a tenth or more above the training images.",
      why:
        "kohya adds regularization images with their own repeats until they are as many as the training images, and the "
        + "last one may go beyond (sd-scripts `train_util.py:2163`).",
      example: "100 training entries and 4 regularization images with 30 repeats each: 120",
      fix: "Give the regularization folder 1 repeat: its images are repeated as needed anyway."))

  static func check(_ plan: TrainingPlan, _ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let dataset = plan.dataset, dataset.regularizationEntries * 10 >= dataset.entries * 11 else { return }
    report(
      "regularization images count \(dataset.regularizationEntries) times, training images \(dataset.entries) times",
      at: [recipe.label(DatasetFields.regularization, "repeated until they are as many")],
      notes: [.help("give the regularization folder 1 repeat; it is balanced anyway")], into: &diagnostics)
  }
}

internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// Steps that end in the middle of an epoch.
enum CutEpoch: PlanLint {
  static let code = DiagnosticCode(
    "LR0576", "cut-epoch", .remark,
    Explanation(
      meaning: "`train.steps` ends within an epoch.",
      why:
        "In the last, incomplete epoch some images are seen once less than the others. A schedule that ends there ends "
        + "on time all the same.",
      example: "`train.steps: 1000` with 300 steps an epoch",
      fix: "Give `train.epochs` instead, or a multiple of the steps of an epoch."))

  static func check(_ plan: TrainingPlan, _ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard plan.train.epochs == nil, let perEpoch = plan.steps.perEpoch, let epochs = plan.epochs,
      plan.steps.total % perEpoch != 0
    else { return }
    let last = plan.steps.total % perEpoch
    report(
      "the training ends \(NameList.count(last, "step")) into epoch \(epochs), which has \(perEpoch)",
      at: [recipe.label(TrainFields.steps, "\(plan.steps.total / perEpoch) whole epochs and a part")],
      notes: [.help("for whole epochs use \(epochs * perEpoch) steps, or 'epochs: \(epochs)'")], into: &diagnostics)
  }
}

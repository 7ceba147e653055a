internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// More batches for a step than an epoch has.
enum AccumulationBeyondEpoch: PlanLint {
  static let code = DiagnosticCode(
    "LR0575", "accumulation-beyond-epoch", .warning,
    Explanation(
      meaning: "`gradient_accumulation` is larger than the number of batches in an epoch.",
      why:
        "Accumulation begins anew with each epoch (accelerate does so), so every epoch makes one step of fewer batches "
        + "than asked for.",
      example: "10 batches an epoch with `train.gradient_accumulation: 16`",
      fix: "Use a number that divides the batches of an epoch, or more repeats and fewer epochs."))

  static func check(_ plan: TrainingPlan, _ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let batches = plan.batchesPerEpoch, plan.train.gradientAccumulation > 1 else { return }
    let own = batches.dividedUp(by: plan.run.processes)
    guard plan.train.gradientAccumulation > own else { return }
    report(
      "an epoch has only \(NameList.count(own, "batch", plural: "batches")), so every step accumulates \(own), "
        + "not \(plan.train.gradientAccumulation)",
      at: [recipe.label(TrainFields.gradientAccumulation, "more than an epoch has")],
      notes: [.help("accumulate at most \(own), or give the images more repeats")], into: &diagnostics)
  }
}

internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// A `keep_last` that keeps everything.
enum NothingRemoved: PlanLint {
  static let code = DiagnosticCode(
    "LR0582", "nothing-removed", .remark,
    Explanation(
      meaning: "`save.keep_last` reaches back further than the first numbered file, so that none is removed.",
      why: "kohya counts epochs in saves: with `every: 2 epochs`, `keep_last: 3 epochs` keeps three files.",
      example: "`save.every: 2 epochs` and `save.keep_last: 10 epochs` with `train.epochs: 10`",
      fix: "Keep fewer, or remove `keep_last`."))

  static func check(_ plan: TrainingPlan, _ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    let numbered = plan.saves.filter { $0.kind != .last }
    // Another unit is reported by a rule already.
    guard let keep = plan.save.keepLast, !numbered.isEmpty, numbered.allSatisfy({ $0.removes == nil }) else { return }
    switch (keep, plan.save.every) {
    case (.epochs, .epochs), (.steps, .steps): break
    default: return
    }
    report(
      "keep_last removes none of \(NameList.count(numbered.count, "numbered file"))",
      at: [recipe.label(SaveFields.keepLast, "reaches back to the beginning")], into: &diagnostics)
  }
}

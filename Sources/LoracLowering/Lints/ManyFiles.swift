internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// More files than anyone compares.
enum ManyFiles: PlanLint {
  static let code = DiagnosticCode(
    "LR0583", "many-files", .warning,
    Explanation(
      meaning: "More than 100 numbered files stay on the disk.",
      why: "Nobody compares so many, and they may fill the disk; a full disk ends the training.",
      example: "`save.every: 10 steps` in a run of 3000 steps",
      fix: "Save less often, or remove old files:\n\nsave:\n  every: 500 steps\n  keep_last: 2000 steps"))

  static func check(_ plan: TrainingPlan, _ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    let numbered = plan.saves.filter { $0.kind != .last }
    let kept = numbered.count - numbered.count { $0.removes != nil }
    guard kept > 100, let bytes = numbered.first?.bytes else { return }
    let gigabytes = (Double(bytes) * Double(kept) / 1e8).rounded() / 10
    report(
      "\(kept) numbered files stay, \(gigabytes) GB in all",
      at: [recipe.label(SaveFields.every, "one each time"), recipe.label(SaveFields.ratio, "at least as many")],
      notes: [.help("save less often, or add 'keep_last'")], into: &diagnostics)
  }
}

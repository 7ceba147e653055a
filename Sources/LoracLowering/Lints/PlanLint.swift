package import LoracDiagnostics
package import LoracPlan
package import LoracRecipe

/// One thing that is unwise about a plan, which only shows once recipe and dataset are put together.
package protocol PlanLint: SendableMetatype {
  /// The code, with its explanation.
  static var code: DiagnosticCode { get }
  /// Appends what is found in `plan`, at places of `recipe`.
  static func check(_ plan: TrainingPlan, _ recipe: Recipe, into diagnostics: inout DiagnosticList)
}

extension PlanLint {
  /// Reports a finding at `places`; see ``Diagnostic/init(_:_:places:notes:fixIts:)``.
  static func report(
    _ headline: String, at places: [Label?], notes: [Note] = [], into diagnostics: inout DiagnosticList
  ) {
    diagnostics.append(Diagnostic(code, headline, places: places, notes: notes))
  }
}

/// All lints of plans.
package enum PlanLints {
  /// The lints in the order of their codes; LR0570 to LR0599.
  package static let all: [any PlanLint.Type] = [
    UnderfilledBuckets.self, FewSteps.self, ManySteps.self, FewImages.self, ManyRepeats.self,
    AccumulationBeyondEpoch.self, CutEpoch.self, LongWarmup.self, StepSaveAtEnd.self, NoNumberedFile.self,
    NothingRemoved.self, ManyFiles.self, NoPreview.self, RegularizationOvershoot.self,
  ]

  /// The code of every lint.
  package static let codes: [DiagnosticCode] = all.map { $0.code }

  /// Appends what all lints find, and what rules find that need the family of the base model.
  package static func check(_ plan: TrainingPlan, _ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    RecipeRules.check(recipe, family: plan.model.family.rawValue, into: &diagnostics)
    for lint in all { lint.check(plan, recipe, into: &diagnostics) }
  }
}

extension TrainingPlan {
  /// The length of the training in epochs or steps, as `interval` counts; nil if the epochs are not known.
  func length(inUnitOf interval: Interval) -> String? {
    switch interval {
    case .epochs: epochs.map { NameList.count($0, "epoch") }
    case .steps: NameList.count(steps.total, "step")
    }
  }
}

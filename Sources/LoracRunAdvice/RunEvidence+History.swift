package import LoracAdvice
internal import LoracPlan
package import LoracRunHistory

extension RunEvidence {
  /// The evidence of a run; nil if its plan cannot be read.
  package init?(_ history: RunHistory, depth: RunAdvice.Depth) {
    guard let plan = history.plan else { return nil }
    self.init(facts: RunFacts(plan, recipe: history.recipe), outcome: Self.outcome(history))
    steps = history.events.steps.map { step in
      StepEvidence(
        step: step.step, loss: step.loss, rate: step.rates.last?.value, gradientNorm: step.gradientNorm,
        adapterNorm: step.extras.first { $0.name == "max_norm/max_key_norm" }?.value)
    }
    validations = history.events.validations.map { ValidationEvidence(step: $0.step, loss: $0.loss) }
    files = history.events.saves.compactMap { save in
      save.isRemoved ? nil : save.step.map { FileEvidence(step: $0, path: save.file) }
    }
    guard depth == .pictures else { return }
    previews = RunPictures.previews(of: history)
    // They are measured by the previews alone.
    if !previews.isEmpty { trainingImages = RunPictures.trainingImages(of: history) }
  }

  private static func outcome(_ history: RunHistory) -> EvidenceOutcome {
    switch history.outcome {
    case .finished: .finished
    case .failed(let code, let message): .failed(code: code, message: message)
    case .running, .stopped, .interrupted, .unknown: .unfinished
    }
  }
}

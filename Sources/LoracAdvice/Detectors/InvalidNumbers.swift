/// Losses and gradients that are infinite or not numbers: training has broken down.
enum InvalidNumbers {
  /// The codes of runs that ended because a loss or weight was not a number.
  private static let codes: Set<String> = ["LR0840"]

  static func find(_ evidence: RunEvidence) -> [Finding] {
    var seen: [String] = []
    if case .failed(let code?, let message) = evidence.outcome, codes.contains(code) {
      seen.append("the run ended with \(code): \(message ?? "a loss or weight was not a number")")
    }
    if let step = evidence.steps.first(where: { $0.loss?.isFinite == false }) {
      seen.append("the loss of step \(step.step) is not a number")
    }
    if let step = evidence.steps.first(where: { $0.gradientNorm?.isFinite == false }) {
      seen.append("the norm of the gradients of step \(step.step) is not a number")
    }
    if let validation = evidence.validations.first(where: { !$0.loss.isFinite }) {
      seen.append("the held-out loss \(NumberText.moment(validation.step)) is not a number")
    }
    guard !seen.isEmpty else { return [] }
    if let rate = evidence.facts.rate {
      let precision = evidence.facts.mixedPrecision == "no" ? "float32" : evidence.facts.mixedPrecision
      seen.append("\(evidence.facts.optimizer) at a rate of \(NumberText.rate(rate)), in \(precision)")
    }
    let changes = Changes(evidence.facts)
    return [
      Finding(
        .invalidNumbers, title: "Training broke down: a number became infinite or not a number", severity: .problem,
        evidence: seen, folklore: Folklore.blownUp,
        proposals: [
          changes.rate(times: 0.1, "a rate that is too high is the usual cause; a tenth tells whether it was"),
          changes.smallerEstimate("halves the rate that Prodigy finds"),
          changes.clipping("bounds each update, so that one bad batch cannot ruin the weights"),
          changes.widePrecision("numbers above 65,504 are infinite in fp16; bf16 reaches as far as float32"),
          changes.warmup("the first updates are small while the optimizer's averages form"),
        ].compactMap(\.self))
    ]
  }
}

/// What a run's evidence shows.
package enum Advice {
  /// The findings, problems first, each with the numbers it rests on.
  ///
  /// A run that broke down is judged no further than its previews: what it learned before is not worth a change. Takes a
  /// second for hundreds of training images, next to nothing without.
  package static func findings(from evidence: RunEvidence) -> [Finding] {
    var findings = InvalidNumbers.find(evidence)
    if findings.isEmpty { findings += DivergingLoss.find(evidence) }
    let isBroken = findings.contains { $0.severity == .problem }
    if !isBroken {
      let overfitting = Overfitting.find(evidence)
      findings +=
        overfitting.isEmpty ? HeldOutJudgement.find(evidence, isUnsteady: !findings.isEmpty) : overfitting
    }
    let broken = BrokenPreviews.find(evidence)
    findings += broken
    if broken.allSatisfy({ $0.severity != .problem }) {
      findings += CopiedImages.find(evidence) + UnchangedPreviews.find(evidence)
    }
    findings += MissingEvidence.find(evidence)
    return FindingSeverity.allCases.flatMap { severity in findings.filter { $0.severity == severity } }
  }
}

/// What cannot be judged, and the change that provides the evidence next time.
enum MissingEvidence {
  static func find(_ evidence: RunEvidence) -> [Finding] {
    [steps(evidence), validation(evidence), previews(evidence)].compactMap(\.self)
  }

  private static func steps(_ evidence: RunEvidence) -> Finding? {
    let count = evidence.steps.count { $0.loss != nil }
    guard count < LossShift.fewest else { return nil }
    let seen =
      count == 0 && !evidence.steps.isEmpty
      ? "the log has no loss of single steps"
      : "the log has \(NumberText.count(count, "step")) with a loss; trends need \(LossShift.fewest)"
    return Finding(
      .fewSteps, title: "Too few steps to judge the training loss", severity: .note, evidence: [seen],
      folklore: Folklore.finalLoss)
  }

  private static func validation(_ evidence: RunEvidence) -> Finding? {
    let facts = evidence.facts
    guard facts.validationSplit != nil else {
      // Two images at least, where that leaves enough.
      let split = facts.images.map { $0 < 20 ? "0.2" : "0.1" } ?? "0.1"
      return Finding(
        .noValidation, title: "No images are held out, so overfitting and underfitting cannot be told by loss",
        severity: .note,
        evidence: [
          "the training loss alone cannot tell: it is dominated by the noise and timesteps of each step, and falls when "
            + "images are learned by heart"
        ], folklore: Folklore.finalLoss,
        proposals: [
          facts.blocks.contains("validation")
            ? Proposal(
              "validation.split", from: nil, to: split, reason: "holds these images out; the seed keeps them out")
            : Proposal(
              "validation", from: nil, to: "{split: \(split), seed: 1}",
              reason: "measures the same images with the same noise each time; the seed keeps them out of training")
        ])
    }
    let finite = evidence.validations.count { $0.loss.isFinite }
    guard finite < HeldOutJudgement.fewest else { return nil }
    return Finding(
      .fewValidations, title: "Too few held-out losses to judge by", severity: .note,
      evidence: [
        "there \(finite == 1 ? "is 1 held-out loss" : "are \(finite) held-out losses"); a trend needs "
          + "\(HeldOutJudgement.fewest): it is too early to tell"
      ],
      proposals: interval(facts).map {
        [Proposal("validation.every", from: nil, to: $0, reason: "measures the held-out images more often")]
      } ?? [])
  }

  /// An interval that gives about ten held-out losses; nil where there are that many already.
  private static func interval(_ facts: RunFacts) -> String? {
    let steps = facts.totalSteps / 10
    guard steps >= 1, steps < facts.stepsPerEpoch ?? .max else { return nil }
    return "\(steps) \(steps == 1 ? "step" : "steps")"
  }

  private static func previews(_ evidence: RunEvidence) -> Finding? {
    guard evidence.previews.isEmpty, evidence.facts.previews == nil else { return nil }
    let facts = evidence.facts
    let prompt = facts.prompt ?? "your trigger word"
    return Finding(
      .noPreviews, title: "No previews were made, so pictures cannot be judged", severity: .note,
      evidence: ["no loss shows what a LoRA looks like; previews with a fixed seed do"],
      proposals: [
        facts.blocks.contains("sample")
          ? Proposal("sample.every", from: nil, to: "1 epoch", reason: "a preview of each prompt after every epoch")
          : Proposal(
            "sample", from: nil, to: "{every: 1 epoch, at_start: true, seed: 1, prompts: [\(quoted(prompt))]}",
            reason: "one picture after every epoch and one of the base model, all from the same noise")
      ])
  }

  /// `text` in single quotes, as YAML reads it back.
  private static func quoted(_ text: String) -> String {
    "'" + String(text.flatMap { $0 == "'" ? ["'", "'"] : [$0] }) + "'"
  }
}

/// The notes about evidence that is missing, explained.
enum MissingExplanations {
  static func text(_ kind: FindingKind) -> FindingExplanation {
    switch kind {
    case .fewValidations: fewValidations
    case .noValidation: noValidation
    case .noPreviews: noPreviews
    default: fewSteps
    }
  }

  private static let fewValidations = FindingExplanation(
    meaning: "The held-out loss was computed too rarely to say where it is going.",
    criterion: "Fewer than \(HeldOutJudgement.fewest) held-out losses that are numbers, the base model's included.",
    limits: "`validation.every` sets how often; each time costs four forward passes for each held-out batch.")

  private static let noValidation = FindingExplanation(
    meaning: "No images are held out, so that neither overfitting nor underfitting can be told by loss.",
    criterion: "The plan has no `validation.split`.",
    limits: """
      With fewer than about ten images each one that is held out is missed in training; previews are the better witness \
      there.
      """)

  private static let noPreviews = FindingExplanation(
    meaning: "No previews were made, so that pictures cannot be judged.",
    criterion: "The plan has no previews, and none lie in the run folder.",
    limits: "Previews with a fixed seed and one of the base model (`sample.at_start`) say most.")

  private static let fewSteps = FindingExplanation(
    meaning: "There are too few steps for a judgement of the training loss.",
    criterion: "Fewer than \(LossShift.fewest) steps with a loss. Logs of runs through kohya have averages alone.",
    limits: "No number of steps makes a single loss meaningful.")
}

/// The findings that losses lead to, explained.
enum LossExplanations {
  static func broken(_ kind: FindingKind) -> FindingExplanation {
    kind == .invalidNumbers ? invalidNumbers : divergingLoss
  }

  static func heldOut(_ kind: FindingKind) -> FindingExplanation {
    switch kind {
    case .overfitting: overfitting
    case .plateau: plateau
    default: underfitting
    }
  }

  private static let invalidNumbers = FindingExplanation(
    meaning: "A loss, the norm of the gradients, a weight, or a held-out loss was infinite or not a number.",
    criterion: "The run ended with LR0840, or one such number stands in its log. No limits.",
    limits: "Nothing of what the run trained after that is of use; files saved well before may be.")

  private static let divergingLoss = FindingExplanation(
    meaning: """
      The loss rose against its own earlier level: the rate is too high for what is trained. Severity `advice` \
      says that it came back at least half of the way, or that the held-out loss never fell below the base model's.
      """,
    criterion: """
      Either of three. (1) The training losses of a later stretch have a median at least \(LossShift.ratioLimit) times that of \
      an earlier one, and their ranks lie at least \(NumberText.plain(LossShift.deviationLimit)) standard deviations higher \
      (the rank-sum test of Wilcoxon, Mann and Whitney). Stretches are eighths of the run, everything up to or from an \
      eighth on, and the first 6, 8, 12, 16, 24, 32, 48 and 64 steps; of runs beyond 1,024 steps that many are taken; \
      \(LossShift.fewest) steps at least. (2) The median of the last three held-out losses is at least \
      \(NumberText.percent(DivergingLoss.baseLimit - 1)) above that of the base model (a `problem` from \
      \(NumberText.percent(DivergingLoss.ruinLimit - 1)) on), where none was ever lower and the training loss did not fall (from \
      \(NumberText.percent(DivergingLoss.heldOutLimit - 1)) on it may: a ruined run recovers a little), or \
      \(NumberText.percent(DivergingLoss.heldOutLimit - 1)) above the lowest while the training loss rises by 2 standard \
      deviations. (3) The median of all training losses, and that of their second half, is at least \
      \(NumberText.plain(RuinedStart.ruinLimit)) times what a network costs that predicts zeros: 1 for one that predicts noise, \
      times the mean weight of the recipe's timesteps (min-SNR, debiased estimation, v-prediction, loss type, noise offset and \
      regularization count). Or at least \(NumberText.plain(RuinedStart.partLimit)) times that and \
      \(NumberText.plain(RuinedStart.ratioLimit)) times each of the first \(RuinedStart.heads.lowerBound) to \
      \(RuinedStart.heads.upperBound) losses, where these are so low that chance would do it in one of 5,000 runs; a single loss \
      never counts. \(RuinedStart.fewest) steps at least. The norm of the gradients is shown beside, and proves nothing alone: it rises in sound runs too.
      """,
    limits: """
      Of 4,800 made-up series without a trend, whose losses are as far apart as those of a trained model's timesteps (24 to \
      1,000 steps, batches of 1 and 4), 0.05 % have such a shift by (1); runs of lorac at a rate of almost 0 had none. Of \
      those whose loss jumps to about 1, 98 % are found from 7 steps before the jump on where 100 steps or more follow. A \
      run that is ruined within its first steps has no earlier level for (1): (3) finds it if it had warm-up or became worse than \
      a prediction of zeros, otherwise only (2), which needs `validation`. A base model that predicts something else than the \
      recipe says (`model.v_prediction`) can look ruined as well.
      """)

  private static let overfitting = FindingExplanation(
    meaning: """
      The held-out loss rose from its lowest value while the training loss did not: the LoRA learns its images by heart. \
      The file that was saved nearest to the lowest loss is named, since it is likely the better one.
      """,
    criterion: """
      At least \(HeldOutJudgement.fewest) held-out losses; the median of the last three lies above the lowest, which is none \
      of them, by the largest of \(NumberText.plain(Overfitting.wobbleLimit)) times the curve's wobble (from the median of \
      its second differences), \(NumberText.percent(Overfitting.partLimit)) of the lowest, and \
      \(NumberText.percent(Overfitting.fallLimit)) of the whole fall; from the lowest on, rising pairs outnumber falling ones \
      by 30 % of all (Kendall's τ); and the training losses after the lowest do not lie 2 standard deviations of ranks above \
      those before it.
      """,
    limits: """
      Held-out images that differ much from the others begin to lose early; one or two held-out images are a weak witness. \
      Without `validation.seed` some may be trained as well, and the finding says so.
      """)

  private static let plateau = FindingExplanation(
    meaning:
      "The held-out loss stopped falling well before the end: further steps brought the held-out images nothing.",
    criterion: """
      At least \(HeldOutJudgement.fewest) held-out losses, \(HeldOutJudgement.fewestInWindow) of them in the last quarter of \
      the learning; neither overfitting nor underfitting; and a loss within \
      \(NumberText.percent(HeldOutJudgement.levelPart)) of the whole fall, or twice the wobble, of the lowest was reached \
      before that quarter. Learning is measured by the sum of the rates, since a rate that falls to 0 flattens every curve.
      """,
    limits: "Previews may go on changing where the loss does not: it weighs all pixels and timesteps alike.")

  private static let underfitting = FindingExplanation(
    meaning: "The held-out loss was still falling when the run ended, or it never moved.",
    criterion: """
      At least \(HeldOutJudgement.fewest) held-out losses, \(HeldOutJudgement.fewestInWindow) of them in the last quarter of \
      the learning (by the sum of the rates). Four of five pairs there fall, and Theil and Sen's slope over the quarter \
      comes to \(NumberText.percent(HeldOutJudgement.stillFalling)) of the whole fall and twice the wobble. Or: the last three \
      lie within \(NumberText.percent(HeldOutJudgement.nothing)) of the base model's, and none was lower by more.
      """,
    limits:
      "An exponential fall whose half-life is a third of the run just counts. More steps may still overfit: look again."
  )
}

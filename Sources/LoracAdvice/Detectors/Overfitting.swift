/// A held-out loss that rises from its lowest value while the training loss does not: images are learned by heart.
enum Overfitting {
  static let wobbleLimit = 3.0
  static let partLimit = 0.01
  static let fallLimit = 0.1

  static func find(_ evidence: RunEvidence) -> [Finding] {
    guard let curve = HeldOutCurve(evidence), curve.points.count >= HeldOutJudgement.fewest,
      curve.lowest < curve.points.count - 3
    else { return [] }
    let rise = curve.lastLevel - curve.best.loss
    let limit = max(wobbleLimit * curve.wobble, partLimit * curve.best.loss, fallLimit * curve.fall)
    guard rise >= limit, curve.trendAfterLowest.agreement > 0.3 else { return [] }
    let training = LossSeries(evidence.steps).deviation(after: curve.best.step)
    guard training < 2 else { return [] }
    let moment = NumberText.moment(curve.best.step)
    var seen = [
      "the held-out loss was lowest \(moment), \(NumberText.loss(curve.best.loss)), and is "
        + "\(NumberText.loss(curve.lastLevel)) at the end (the median of the last three): "
        + "\(NumberText.percent(rise / curve.best.loss)) more (limit: \(NumberText.percent(limit / curve.best.loss)))",
      training < -2
        ? "the training loss fell in the same steps, by \(NumberText.factor(-training)) standard deviations of ranks"
        : "the training loss did not rise in the same steps (\(NumberText.hundredths(training)) standard deviations of "
          + "ranks)",
    ]
    if let file = nearest(evidence.files, to: curve.best.step) {
      seen.append("the file that was saved nearest to it is \(file.path) (step \(file.step)): try that one first")
    }
    seen += HeldOutJudgement.doubts(evidence.facts)
    return [
      Finding(
        .overfitting, title: "Overfitting: the LoRA learns its images by heart", severity: .advice, evidence: seen,
        folklore: Folklore.overfit, proposals: proposals(evidence.facts, curve))
    ]
  }

  private static func nearest(_ files: [FileEvidence], to step: Int) -> FileEvidence? {
    let near = files.min { abs($0.step - step) < abs($1.step - step) }
    return near?.step == files.last?.step ? nil : near
  }

  private static func proposals(_ facts: RunFacts, _ curve: HeldOutCurve) -> [Proposal] {
    let changes = Changes(facts)
    let lowerRate = changes.rate(
      times: 0.5, "the best moment came early in the run: at half the rate it is met more closely")
    let shorter = changes.end(
      after: curve.best.step, "the held-out loss was lowest \(NumberText.moment(curve.best.step))")
    let isEarly = curve.learning[curve.lowest] < 1.0 / 3
    return
      ((isEarly ? [lowerRate, shorter] : [shorter, lowerRate]) + [
        changes.halfRank("fewer numbers hold less of single images"),
        changes.halfAlpha("every update is scaled by alpha / rank"),
        changes.boundNorms("bounds how far each adapter may go"),
        changes.doubleBatch("averages over more images in each step"),
      ]).compactMap(\.self)
  }
}

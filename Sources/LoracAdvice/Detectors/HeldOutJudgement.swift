/// What the held-out loss says of a run that neither broke down nor overfits.
enum HeldOutJudgement {
  /// Fewest held-out losses for a judgement.
  static let fewest = 5
  /// The part of all learning that is looked at in the end.
  static let window = 0.25
  /// Fewest held-out losses in it.
  static let fewestInWindow = 3
  /// The run still learns if the window brought this part of the whole fall.
  static let stillFalling = 0.1
  /// Nothing was learned if the loss fell by less than this part.
  static let nothing = 0.001
  /// What is within this part of the whole fall counts as the lowest level.
  static let levelPart = 0.05

  /// An unsteady run bears no higher rate, so that none is proposed.
  static func find(_ evidence: RunEvidence, isUnsteady: Bool = false) -> [Finding] {
    guard let curve = HeldOutCurve(evidence), curve.points.count >= fewest else { return [] }
    let (trend, count) = curve.trend(fromLearning: 1 - window)
    if (curve.lastLevel / curve.first.loss - 1).magnitude < nothing, curve.fall / curve.first.loss < nothing {
      return [nothingLearned(evidence, curve)]
    }
    guard count >= fewestInWindow else { return [] }
    let gain = min(-trend.slope * window, curve.fall)
    if curve.fall > 0, trend.agreement <= -0.6, gain >= max(2 * curve.wobble, stillFalling * curve.fall) {
      return [stillLearning(evidence, curve, gain, isUnsteady)]
    }
    let level = curve.best.loss + max(2 * curve.wobble, levelPart * curve.fall)
    guard curve.fall > 0, let start = curve.points.firstIndex(where: { $0.loss <= level }),
      curve.learning[start] <= 1 - window
    else { return [] }
    return [plateau(evidence, curve, curve.points[start])]
  }

  /// Why held-out losses may say less than they seem to.
  static func doubts(_ facts: RunFacts) -> [String] {
    var doubts: [String] = []
    if facts.trainedHeldOutImages > 0 {
      doubts.append(
        "\(NumberText.count(facts.trainedHeldOutImages, "image")) of those held out "
          + (facts.trainedHeldOutImages == 1 ? "is" : "are")
          + " trained as well, since `validation.seed` is not set: the held-out loss looks better than it is")
    }
    if let images = facts.heldOutImages, images < 3 {
      doubts.append("only \(NumberText.count(images, "image")) \(images == 1 ? "is" : "are") held out")
    }
    return doubts
  }

  private static func nothingLearned(_ evidence: RunEvidence, _ curve: HeldOutCurve) -> Finding {
    let changes = Changes(evidence.facts)
    return Finding(
      .underfitting, title: "Underfitting: next to nothing was learned", severity: .advice,
      evidence: [
        "the held-out loss has a median of \(NumberText.loss(curve.lastLevel)) in the last three and was "
          + "\(NumberText.loss(curve.first.loss)) "
          + "\(NumberText.moment(curve.first.step)): less than \(NumberText.percent(nothing)) of change"
      ] + doubts(evidence.facts), folklore: Folklore.underfit,
      proposals: [
        changes.rate(times: 10, "a rate that is too low learns nothing in any number of steps"),
        changes.length(times: 2, "more steps at the same rate"),
        changes.fullAlpha("every update is scaled by alpha / rank"),
      ].compactMap(\.self))
  }

  private static func stillLearning(
    _ evidence: RunEvidence, _ curve: HeldOutCurve, _ gain: Double, _ isUnsteady: Bool
  ) -> Finding {
    let changes = Changes(evidence.facts)
    let isSteep = gain >= 0.2 * curve.fall
    let rate =
      isUnsteady
      ? nil : changes.rate(times: isSteep ? 3 : 2, "the loss falls evenly: larger steps get there sooner")
    let length = changes.length(times: 1.5, "what the last quarter still brought, more of it would go on bringing")
    return Finding(
      .underfitting, title: "Underfitting: the held-out loss was still falling at the end", severity: .advice,
      evidence: [
        "the held-out loss fell from \(NumberText.loss(curve.first.loss)) \(NumberText.moment(curve.first.step)) to "
          + "\(NumberText.loss(curve.last.loss)) at step \(curve.last.step)",
        "the last quarter of the learning (by the sum of the rates) brought \(NumberText.percent(gain / curve.fall)) of "
          + "that (limit: \(NumberText.percent(stillFalling)))",
      ] + doubts(evidence.facts), folklore: Folklore.underfit,
      proposals: ((isSteep ? [rate, length] : [length, rate]) + [
        changes.doubleRank("more numbers hold more detail"),
        changes.fullAlpha("every update is scaled by alpha / rank"),
      ]).compactMap(\.self))
  }

  private static func plateau(
    _ evidence: RunEvidence, _ curve: HeldOutCurve, _ start: ValidationEvidence
  ) -> Finding {
    let changes = Changes(evidence.facts)
    return Finding(
      .plateau, title: "The held-out loss has stopped falling", severity: .note,
      evidence: [
        "the held-out loss fell from \(NumberText.loss(curve.first.loss)) \(NumberText.moment(curve.first.step)) to "
          + "\(NumberText.loss(start.loss)) \(NumberText.moment(start.step)), and has a median of "
          + "\(NumberText.loss(curve.lastLevel)) in the last three",
        "after step \(start.step) it fell by no more than \(NumberText.percent(levelPart)) of the whole fall or twice its "
          + "wobble (\(NumberText.loss(curve.wobble)))",
      ] + doubts(evidence.facts), folklore: Folklore.finalLoss,
      proposals: [
        changes.end(after: start.step, "later steps bring the held-out images nothing; compare the previews"),
        changes.doubleRank("if detail is missing: more numbers hold more of it"),
      ].compactMap(\.self))
  }
}

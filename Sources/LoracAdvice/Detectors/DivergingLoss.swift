/// A loss that rises against its own earlier level: the rate is too high for what is trained.
///
/// Three kinds of evidence, each enough: the training losses of many steps, compared by ranks (``LossShift``); the
/// held-out loss, which has the same noise each time, above that of the base model or, while the training loss rises, above
/// its own lowest value; and losses from the first steps on as of a network that predicts nothing (``RuinedStart``).
enum DivergingLoss {
  /// The held-out loss is this much above its lowest earlier value.
  static let heldOutLimit = 1.2
  /// The same where the lowest is that of the base model, so that training never helped.
  static let baseLimit = 1.02
  /// The same where it is ruined rather than made a little worse.
  static let ruinLimit = 1.05

  static func find(_ evidence: RunEvidence) -> [Finding] {
    let series = LossSeries(evidence.steps)
    let shift = LossShift.find(in: series.losses)
    let heldOut = heldOutRise(evidence, series)
    // Where there is an earlier level to compare with, that tells more.
    let ruin = shift == nil ? RuinedStart.find(in: series.losses, zeroLoss: evidence.facts.zeroLoss) : nil
    guard shift != nil || heldOut != nil || ruin != nil else { return [] }
    let cameBack = shift.map(\.cameBack) ?? false
    let isLasting = heldOut.map { $0.ratio >= ruinLimit } ?? false || shift != nil && !cameBack || ruin != nil
    var seen = [
      heldOut?.text, ruin.map { describe($0, series) }, shift.map { describe($0, series) },
      gradients(evidence, since: shift, series),
    ]
    if isLasting { seen.append(advantage(evidence)) }
    return [
      Finding(
        .divergingLoss,
        title: title(isLasting: isLasting, hasShift: shift != nil, ruin: ruin),
        severity: isLasting ? .problem : .advice, evidence: seen.compactMap(\.self), folklore: Folklore.blownUp,
        proposals: proposals(Changes(evidence.facts), isLasting: isLasting))
    ]
  }

  private static func title(isLasting: Bool, hasShift: Bool, ruin: RuinedStart?) -> String {
    if ruin?.head == 0 { return "Training went wrong: the loss is above that of a network that predicts nothing" }
    if isLasting { return "Training went wrong: the loss is above its own earlier level" }
    return hasShift
      ? "Training was unsteady: the loss rose above its own earlier level and came back"
      : "Training did not help: the held-out loss never fell below that of the base model"
  }

  private static func describe(_ shift: LossShift, _ series: LossSeries) -> String {
    func steps(_ range: Range<Int>) -> String {
      NumberText.steps(series.steps[range.lowerBound], series.steps[range.upperBound - 1])
    }
    let later = NumberText.loss(shift.level * shift.ratio)
    return
      "the training loss has a median of \(NumberText.loss(shift.level)) in \(steps(shift.earlier)) and of \(later) in "
      + "\(steps(shift.later)), \(NumberText.factor(shift.ratio)) times as much; their ranks differ by "
      + "\(NumberText.factor(shift.deviation)) standard deviations (limits: \(LossShift.ratioLimit) times, "
      + "\(NumberText.plain(LossShift.deviationLimit)) deviations)"
  }

  private static func describe(_ ruin: RuinedStart, _ series: LossSeries) -> String {
    let zero = "a network that predicts nothing has a mean of \(NumberText.loss(ruin.zeroLoss)) with this recipe's loss"
    let level = NumberText.loss(ruin.level)
    guard ruin.head > 0 else {
      return
        "the training loss has a median of \(level) over all \(NumberText.count(series.losses.count, "step")); \(zero) "
        + "(limit: \(NumberText.factor(RuinedStart.ruinLimit)) times that)"
    }
    let head = series.steps[ruin.head - 1]
    return
      "the training loss was at most \(NumberText.loss(ruin.highestOfHead)) in \(NumberText.steps(series.steps[0], head)) "
      + "and has a median of \(level) since; \(zero) (limits: \(NumberText.percent(RuinedStart.partLimit)) of that, "
      + "\(NumberText.plain(RuinedStart.ratioLimit)) times the first)"
  }

  private static func heldOutRise(_ evidence: RunEvidence, _ series: LossSeries) -> (text: String, ratio: Double)? {
    guard let curve = HeldOutCurve(evidence), curve.points.count > 1, curve.lowest < curve.points.count - 1 else {
      return nil
    }
    let later = curve.points[(curve.lowest + 1)...].suffix(3)
    let level = Median.of(later.map(\.loss))
    let ratio = level / curve.best.loss
    let isBase = curve.hasBase && curve.lowest == 0
    let limit = isBase ? baseLimit : heldOutLimit
    guard ratio >= limit else { return nil }
    // A falling training loss means that the images are learned by heart, which is another finding; so far above the
    // base model it only means that a ruined run recovers a little.
    let rise = series.deviation(after: curve.best.step)
    let isFalling = isBase ? ratio < heldOutLimit && fallsOverall(series) : rise < 2
    guard !isFalling else { return nil }
    let reference = isBase ? "of the base model" : "of step \(curve.best.step)"
    let text =
      "the held-out loss (same images, noise and timesteps each time) has a median of \(NumberText.loss(level)) in "
      + "the last \(["one", "two", "three"][later.count - 1]), \(NumberText.percent(ratio - 1)) above "
      + "\(NumberText.loss(curve.best.loss)) \(reference) "
      + "(limit: \(NumberText.percent(limit - 1)))"
    return (text, ratio)
  }

  private static func fallsOverall(_ series: LossSeries) -> Bool {
    let middle = series.losses.count / 2
    return RankSum.deviation(of: series.losses[middle...], above: series.losses[..<middle]) < -2
  }

  /// The norm of the gradients beside the loss; it rises in sound runs too, so that it proves nothing alone.
  private static func gradients(_ evidence: RunEvidence, since shift: LossShift?, _ series: LossSeries) -> String? {
    guard let shift else { return nil }
    let bound = (series.steps[shift.earlier.lowerBound], series.steps[shift.earlier.upperBound - 1])
    let start = series.steps[shift.later.lowerBound]
    func norms(_ steps: ClosedRange<Int>) -> [Double] {
      evidence.steps.filter { steps.contains($0.step) }.compactMap(\.gradientNorm).filter(\.isFinite)
    }
    let (before, after) = (norms(bound.0...bound.1), norms(start...max(start, series.steps.last ?? start)))
    guard before.count > 3, after.count > 3 else { return nil }
    let (low, high) = (Median.of(before), Median.of(after))
    guard low > 0, high / low >= 2 || high / low <= 0.5 else { return nil }
    return "the norm of the gradients went from \(NumberText.loss(low)) to \(NumberText.loss(high)) (medians)"
  }

  /// A loss about 1 is what a network has that predicts nothing.
  private static func advantage(_ evidence: RunEvidence) -> String? {
    guard let curve = HeldOutCurve(evidence), curve.first.loss < 0.9, curve.lastLevel > 0.9 else { return nil }
    return "a network that predicts no noise at all has a loss of 1"
  }

  private static func proposals(_ changes: Changes, isLasting: Bool) -> [Proposal] {
    [
      changes.rate(
        times: isLasting ? 0.1 : 1.0 / 3,
        isLasting ? "a rate that is too high is the usual cause" : "the rate is at the edge of what this run bears"),
      changes.smallerEstimate("halves the rate that Prodigy finds"),
      changes.warmup("the first updates are small while the optimizer's averages form"),
      changes.clipping("bounds each update, so that one bad batch cannot ruin the weights"),
      changes.boundNorms("keeps each adapter's update from growing without bound"),
      changes.halfAlpha("every update is scaled by alpha / rank"),
    ].compactMap(\.self)
  }
}

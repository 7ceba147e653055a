/// Previews that are black, have one colour, or lie at the ends of the colour range.
enum BrokenPreviews {
  /// This part of a moment's previews must be broken.
  static let partLimit = 0.5
  /// The part of samples at the ends of the range, and how often that of the base model or the training images.
  static let extremesLimit = 0.4
  static let extremesRatio = 2.0

  static func find(_ evidence: RunEvidence) -> [Finding] {
    let moments = PreviewMoments(evidence.previews).moments
    guard let last = moments.last else { return [] }
    if isBroken(last, \.isBlack) { return [black(evidence, moments)] }
    if isBroken(last, \.isFlat) { return [flat(evidence, moments)] }
    return saturated(evidence, moments)
  }

  private static func isBroken(_ moment: PreviewMoments.Moment, _ flag: KeyPath<PictureMeasures, Bool>) -> Bool {
    part(moment, flag) >= partLimit
  }

  private static func part(_ moment: PreviewMoments.Moment, _ flag: KeyPath<PictureMeasures, Bool>) -> Double {
    Double(moment.previews.count { PictureMeasures($0.picture)[keyPath: flag] }) / Double(moment.previews.count)
  }

  /// The first moment from which on all are broken.
  private static func beginning(
    _ moments: [PreviewMoments.Moment], _ flag: KeyPath<PictureMeasures, Bool>
  ) -> PreviewMoments.Moment {
    let sound = moments.lastIndex { !isBroken($0, flag) }
    return moments[min(moments.count - 1, sound.map { $0 + 1 } ?? 0)]
  }

  private static func describe(
    _ moments: [PreviewMoments.Moment], _ flag: KeyPath<PictureMeasures, Bool>, _ word: String
  ) -> [String] {
    guard let last = moments.last else { return [] }
    let broken = last.previews.filter { PictureMeasures($0.picture)[keyPath: flag] }
    let from = beginning(moments, flag)
    let measures = broken.first.map { PictureMeasures($0.picture) }
    var seen = [
      "\(broken.count) of \(NumberText.count(last.previews.count, "preview")) made \(NumberText.moment(last.step)) "
        + (broken.count == 1 ? "is \(word)" : "are \(word)")
        + (measures.map {
          ", with a brightness of \(NumberText.hundredths($0.mean)) ± \(NumberText.hundredths($0.deviation)) of 255"
        } ?? "") + (broken.first.map { " (\($0.path))" } ?? "")
    ]
    if from.step < last.step { seen.append("they have been since those made \(NumberText.moment(from.step))") }
    return seen
  }

  private static func black(_ evidence: RunEvidence, _ moments: [PreviewMoments.Moment]) -> Finding {
    let fromStart = moments.count > 1 && beginning(moments, \.isBlack).step == 0
    let changes = Changes(evidence.facts)
    var seen = describe(moments, \.isBlack, "black")
    if fromStart { seen.append("the base model's own are black too: training is not the cause") }
    return Finding(
      .blackPreviews,
      title: fromStart ? "Previews are black, those of the base model too" : "Previews are black", severity: .problem,
      evidence: seen, folklore: Folklore.blownUp,
      proposals: fromStart
        ? [changes.widePrecision("some autoencoders give numbers that fp16 cannot hold")].compactMap(\.self)
        : tooStrong(changes, factor: 0.1))
  }

  private static func flat(_ evidence: RunEvidence, _ moments: [PreviewMoments.Moment]) -> Finding {
    let fromStart = moments.count > 1 && beginning(moments, \.isFlat).step == 0
    var seen = describe(moments, \.isFlat, "of one colour")
    if fromStart { seen.append("the base model's own are too: training is not the cause") }
    return Finding(
      .flatPreviews,
      title: fromStart ? "Previews have one colour, those of the base model too" : "Previews have one colour",
      severity: .problem, evidence: seen, folklore: Folklore.blownUp,
      proposals: fromStart ? [] : tooStrong(Changes(evidence.facts), factor: 0.1))
  }

  private static func saturated(_ evidence: RunEvidence, _ moments: [PreviewMoments.Moment]) -> [Finding] {
    guard let last = moments.last else { return [] }
    func level(_ moment: PreviewMoments.Moment) -> Double {
      Median.of(moment.previews.map { PictureMeasures($0.picture).extremes })
    }
    let images = evidence.trainingImages.map { PictureMeasures($0.picture).extremes }.sorted()
    var references: [(name: String, part: Double)] = []
    if let first = moments.first, first.step == 0, last.step > 0 {
      references.append(("of the base model's previews", level(first)))
    }
    if !images.isEmpty { references.append(("of nine in ten training images", images[(images.count * 9 - 1) / 10])) }
    let part = level(last)
    guard let most = references.max(by: { $0.part < $1.part }) else { return [] }
    func isBurnt(_ part: Double) -> Bool { part >= extremesLimit && part >= extremesRatio * most.part }
    guard isBurnt(part) else { return [] }
    // Where the first previews are burnt already, half of the rate would only be burnt a little later.
    let trained = moments.filter { $0.step > 0 }
    let earliest = trained.count > 1 ? trained.first.flatMap { isBurnt(level($0)) ? $0 : nil } : nil
    return [
      Finding(
        .saturatedPreviews, title: "Previews are burnt: their colours lie at the ends of the range", severity: .advice,
        evidence: [
          "in the previews made \(NumberText.moment(last.step)), \(NumberText.percent(part)) of all red, green and blue "
            + "values are darkest or brightest (limit: \(NumberText.percent(extremesLimit)), and twice the "
            + "\(NumberText.percent(most.part)) \(most.name))"
        ] + (earliest.map { ["the first, made \(NumberText.moment($0.step)), were burnt already"] } ?? []),
        folklore: Folklore.overfit,
        proposals: tooStrong(Changes(evidence.facts), factor: earliest == nil ? 0.5 : 0.1))
    ]
  }

  private static func tooStrong(_ changes: Changes, factor: Double) -> [Proposal] {
    [
      changes.rate(times: factor, "the LoRA pushes the base model out of its range: a lower rate pushes less"),
      changes.smallerEstimate("halves the rate that Prodigy finds"),
      changes.halfAlpha("every update is scaled by alpha / rank"),
      changes.length(times: 0.5, "the previews in between show when it began"),
      changes.boundNorms("bounds how far each adapter may go"),
    ].compactMap(\.self)
  }
}

/// Previews that look in the end as they did in the beginning: what was learned does not show.
enum UnchangedPreviews {
  /// The root mean square of the differences, of 255, that nobody sees.
  static let limit = 2.0

  static func find(_ evidence: RunEvidence) -> [Finding] {
    let pairs = PreviewMoments(evidence.previews).pairs
    guard let first = pairs.first?.first.step, let last = pairs.first?.last.step else { return [] }
    // Black pictures do not change either.
    let sound = pairs.filter { !PictureMeasures($0.last.picture).isBlack }
    guard !sound.isEmpty else { return [] }
    let difference = Median.of(sound.map { Self.difference($0.first.picture, $0.last.picture) })
    guard difference < limit else { return [] }
    let changes = Changes(evidence.facts)
    let count = sound.count == 1 ? "1 preview" : "\(sound.count) previews of the same prompts and seeds"
    return [
      Finding(
        .unchangedPreviews, title: "Previews do not show what was learned", severity: .advice,
        evidence: [
          "between those made \(NumberText.moment(first)) and \(NumberText.moment(last)), \(count) differ by "
            + "\(NumberText.hundredths(difference)) of 255 (root mean square; limit: \(NumberText.hundredths(limit)))"
        ], folklore: Folklore.underfit,
        proposals: [
          changes.rate(times: 5, "a rate that is too low changes nothing in any number of steps"),
          changes.length(times: 2, "more steps at the same rate"),
          changes.fullAlpha("every update is scaled by alpha / rank"),
          changes.doubleRank("more numbers hold more detail"),
        ].compactMap(\.self))
    ]
  }

  /// The root mean square of the differences of two pictures of one size.
  static func difference(_ first: SmallPicture, _ second: SmallPicture) -> Double {
    let squares = zip(first.bytes, second.bytes).reduce(0) { sum, pair in
      let difference = Int(pair.0) - Int(pair.1)
      return sum + difference * difference
    }
    return (Double(squares) / Double(max(1, first.bytes.count))).squareRoot()
  }
}

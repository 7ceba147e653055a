/// Previews that come closer to training images than these are to each other.
///
/// Colours and rough shapes are compared (``Likeness``): a copy in another pose or with another background is not noticed.
enum CopiedImages {
  /// Fewest training images, whose distances among each other are the measure.
  static let fewest = 4
  /// Most images whose nearest neighbours are searched, and most that previews are compared with.
  static let mostAmong = 60
  static let mostImages = 300
  /// No preview farther than this from an image is a copy, however different the images are.
  static let farthest = 0.25
  /// The distance must have fallen to this part of what it was before training.
  static let fallLimit = 0.7

  static func find(_ evidence: RunEvidence) -> [Finding] {
    let moments = PreviewMoments(evidence.previews).moments
    guard let last = moments.last, last.step > 0, evidence.trainingImages.count >= fewest else { return [] }
    let images = EvenChoice.of(evidence.trainingImages, atMost: mostImages).map {
      (path: $0.path, likeness: Likeness($0.picture))
    }
    let among = nearestAmong(EvenChoice.of(images, atMost: mostAmong).map(\.likeness)).sorted()
    // One in ten images may have a twin.
    let usual = among[among.count / 10]
    let limit = min(usual, farthest)
    let nearest = last.previews.map { preview in (preview, Self.nearest(to: Likeness(preview.picture), images)) }
    let copies = nearest.filter { $0.1.distance < limit }.sorted { $0.1.distance < $1.1.distance }
    guard let closest = copies.first, 2 * copies.count >= nearest.count else { return [] }
    let level = Median.of(nearest.map { $0.1.distance })
    let before = moments.first.flatMap { first in
      first.step < last.step
        ? Median.of(first.previews.map { Self.nearest(to: Likeness($0.picture), images).distance }) : nil
    }
    if let before, level > fallLimit * before { return [] }
    var seen = [
      "\(copies.count) of \(NumberText.count(nearest.count, "preview")) made \(NumberText.moment(last.step)) are nearer to a "
        + "training image than \(NumberText.hundredths(limit)); nine in ten training images are at least "
        + "\(NumberText.hundredths(usual)) from each other (0 is the same picture, 1 any two)",
      "the nearest: \(closest.0.path) is \(NumberText.hundredths(closest.1.distance)) from \(closest.1.path)",
    ]
    if let before, let first = moments.first {
      seen.append(
        "\(NumberText.moment(first.step)) previews were \(NumberText.hundredths(before)) from their nearest image, now "
          + "\(NumberText.hundredths(level)) (medians)")
    }
    return [
      Finding(
        .copiedImages, title: "Previews copy training images", severity: .advice, evidence: seen,
        folklore: Folklore.overfit, proposals: proposals(evidence.facts))
    ]
  }

  private static func nearest(
    to likeness: Likeness, _ images: [(path: String, likeness: Likeness)]
  ) -> (path: String, distance: Double) {
    images.map { ($0.path, likeness.distance(to: $0.likeness)) }.min { $0.1 < $1.1 } ?? ("", 2)
  }

  private static func nearestAmong(_ images: [Likeness]) -> [Double] {
    var nearest = [Double](repeating: 2, count: images.count)
    for first in images.indices {
      for second in images.indices where second > first {
        let distance = images[first].distance(to: images[second])
        nearest[first] = min(nearest[first], distance)
        nearest[second] = min(nearest[second], distance)
      }
    }
    return nearest
  }

  private static func proposals(_ facts: RunFacts) -> [Proposal] {
    let changes = Changes(facts)
    return [
      changes.rate(times: 0.5, "smaller steps learn what the images share before what each shows"),
      changes.length(times: 0.5, "the previews in between show when they began to copy"),
      changes.halfRank("fewer numbers hold less of single images"),
      changes.halfAlpha("every update is scaled by alpha / rank"),
      changes.boundNorms("bounds how far each adapter may go"),
    ].compactMap(\.self)
  }
}

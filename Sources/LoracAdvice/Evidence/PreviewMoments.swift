/// The previews of a run by the moment at which they were made.
struct PreviewMoments {
  /// One moment.
  struct Moment {
    /// The optimizer step.
    let step: Int
    /// Its previews.
    let previews: [PreviewEvidence]
  }

  /// The moments in ascending order.
  let moments: [Moment]

  /// The moments of `previews`, which ascend by step.
  init(_ previews: [PreviewEvidence]) {
    var moments: [Moment] = []
    for preview in previews {
      if let last = moments.last, last.step == preview.step {
        moments[moments.count - 1] = Moment(step: last.step, previews: last.previews + [preview])
      } else {
        moments.append(Moment(step: preview.step, previews: [preview]))
      }
    }
    self.moments = moments
  }

  /// Previews of the first and the last moment that were made from the same prompt, seed and size.
  var pairs: [(first: PreviewEvidence, last: PreviewEvidence)] {
    guard moments.count > 1, let first = moments.first, let last = moments.last else { return [] }
    return last.previews.compactMap { preview in
      guard let seed = preview.seed else { return nil }
      return first.previews.first {
        $0.prompt == preview.prompt && $0.seed == seed && $0.picture.width == preview.picture.width
          && $0.picture.height == preview.picture.height
      }.map { ($0, preview) }
    }
  }
}

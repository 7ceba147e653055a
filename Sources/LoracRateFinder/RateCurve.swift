/// D-Adaptation's step size times the learning rate, `d·lr`, over the steps of a run.
package struct RateCurve: Sendable, Hashable {
  /// The value after one step.
  package struct Point: Sendable, Hashable {
    /// The optimizer step, from 1.
    package var step: Int
    /// `d·lr`, the rate that the step after this one takes.
    package var value: Double

    /// `value` after `step`.
    package init(step: Int, value: Double) {
      self.step = step
      self.value = value
    }
  }

  /// The points in the order of their steps, one for each step that is known; all values are finite and above 0.
  package private(set) var points: [Point] = []

  /// A curve of the usable `points`; of several at one step the last counts.
  package init(_ points: [Point] = []) {
    for point in points { append(point) }
  }

  /// Adds a point; a step that is there already, and later ones, are replaced, since a resumed run logs them again.
  package mutating func append(_ point: Point) {
    guard point.value.isFinite, point.value > 0 else { return }
    while let last = points.last, last.step >= point.step { points.removeLast() }
    points.append(point)
  }

  /// The last step that is known; 0 without points.
  package var lastStep: Int { points.last?.step ?? 0 }

  /// The values of the points whose step lies in `steps`.
  func values(in steps: ClosedRange<Int>) -> [Double] {
    points[index(ofStep: steps.lowerBound)..<index(ofStep: steps.upperBound + 1)].map(\.value)
  }

  /// The index of the first point at `step` or behind it.
  private func index(ofStep step: Int) -> Int {
    var (low, high) = (0, points.count)
    while low < high {
      let middle = (low + high) / 2
      if points[middle].step < step { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

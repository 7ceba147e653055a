/// The held-out losses of a run, at least one, all of them numbers.
struct HeldOutCurve {
  /// The losses in ascending order of steps.
  let points: [ValidationEvidence]
  /// For each point, which part of all learning was done: the sum of the rates so far, from 0 to 1.
  ///
  /// A rate that falls to 0 flattens every curve at its end; measured by learning instead of steps, it does not.
  let learning: [Double]
  /// The place of the lowest loss.
  let lowest: Int

  /// The curve of `evidence`; nil where no held-out loss is a number.
  init?(_ evidence: RunEvidence) {
    let points = evidence.validations.filter(\.loss.isFinite)
    guard let lowest = points.indices.min(by: { points[$0].loss < points[$1].loss }) else { return nil }
    self.points = points
    self.lowest = lowest
    learning = LearningDone(evidence).parts(at: points.map(\.step))
  }

  /// The first loss: that of the base model where it was computed.
  var first: ValidationEvidence { points[0] }
  /// Whether the first loss is that of the base model.
  var hasBase: Bool { first.step == 0 }
  /// The lowest loss.
  var best: ValidationEvidence { points[lowest] }
  /// The last loss.
  var last: ValidationEvidence { points[points.count - 1] }
  /// By how much the loss fell from the first to the lowest.
  var fall: Double { first.loss - best.loss }
  /// The median of the last three losses.
  var lastLevel: Double { Median.of(points.suffix(3).map(\.loss)) }

  /// How much the loss wobbles from one time to the next: a standard deviation, from the bends of the curve.
  var wobble: Double {
    guard points.count > 2 else { return 0 }
    let bends = (2..<points.count).map { (points[$0].loss - 2 * points[$0 - 1].loss + points[$0 - 2].loss).magnitude }
    // The variance of a second difference is six times that of a point.
    return Median.of(bends) / 0.6745 / 6.0.squareRoot()
  }

  /// The losses over the parts of learning from `start` on.
  func trend(fromLearning start: Double) -> (trend: Trend, count: Int) {
    let window = points.indices.filter { learning[$0] >= start }.map { (x: learning[$0], y: points[$0].loss) }
    return (Trend(window), window.count)
  }

  /// The losses from the lowest on.
  var trendAfterLowest: Trend {
    Trend(points.indices[lowest...].map { (x: learning[$0], y: points[$0].loss) })
  }
}

/// How much of a run's learning was done after each step: the sum of the rates.
struct LearningDone {
  private let sums: [(step: Int, sum: Double)]
  private let lastStep: Int

  /// The learning of a run; by steps where no rates were logged.
  init(_ evidence: RunEvidence) {
    var sum = 0.0
    sums = evidence.steps.compactMap { step in
      guard let rate = step.rate, rate.isFinite else { return nil }
      sum += rate
      return (step.step, sum)
    }
    lastStep = max(1, evidence.steps.last?.step ?? 1, evidence.validations.last?.step ?? 1)
  }

  /// The part that was done after each of `steps`, which ascend.
  func parts(at steps: [Int]) -> [Double] {
    guard let total = sums.last?.sum, total > 0 else { return steps.map { Double($0) / Double(lastStep) } }
    var place = 0
    return steps.map { step in
      while place < sums.count, sums[place].step <= step { place += 1 }
      return place == 0 ? 0 : sums[place - 1].sum / total
    }
  }
}

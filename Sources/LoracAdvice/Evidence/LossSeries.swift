/// The losses of single steps, thinned where a run is long, so that comparing stretches stays cheap.
struct LossSeries {
  private static let most = 1024
  private static let head = 128

  /// The steps.
  let steps: [Int]
  /// Their losses.
  let losses: [Double]

  /// The finite losses of `steps`: all of the first, then evenly spaced ones.
  init(_ steps: [StepEvidence]) {
    let finite = steps.compactMap { step in step.loss.flatMap { $0.isFinite ? (step.step, $0) : nil } }
    let kept: [(Int, Double)]
    if finite.count <= Self.most {
      kept = finite
    } else {
      let rest = finite.count - Self.head
      let wanted = Self.most - Self.head
      kept = finite.prefix(Self.head) + (0..<wanted).map { finite[Self.head + ($0 * rest + rest / 2) / wanted] }
    }
    self.steps = kept.map(\.0)
    losses = kept.map(\.1)
  }

  /// The losses of steps after `step` against those up to it, in standard deviations of ranks: above 0 they rose.
  func deviation(after step: Int) -> Double {
    let cut = steps.firstIndex { $0 > step } ?? steps.count
    return RankSum.deviation(of: losses[cut...], above: losses[..<cut])
  }
}

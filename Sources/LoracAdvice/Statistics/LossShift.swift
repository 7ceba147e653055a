/// A stretch of steps whose losses lie above those of an earlier stretch.
struct LossShift: Sendable, Hashable {
  /// The earlier stretch, as places in the list of losses.
  let earlier: Range<Int>
  /// The later stretch.
  let later: Range<Int>
  /// By how many standard deviations the ranks differ.
  let deviation: Double
  /// The later stretch's median divided by the earlier one's.
  let ratio: Double
  /// The median of the earlier stretch.
  let level: Double
  /// The median of the last eighth of all losses.
  let lastLevel: Double

  /// Fewest losses with which a shift can be found.
  static let fewest = 24
  /// By how many standard deviations ranks must differ.
  ///
  /// Up to 225 pairs of stretches are compared; of 4,800 series without a trend (24 to 1,000 losses as far apart as those of
  /// single timesteps of a trained model) 0.05 % have such a pair.
  static let deviationLimit = 4.0
  /// The least ratio of medians: what is smaller does not ruin a run.
  static let ratioLimit = 1.25

  /// The clearest shift in `losses`; nil if there is none.
  ///
  /// Earlier stretches are the first 6, 8, 12 … 64 losses, everything up to each eighth, and each eighth; later ones each
  /// eighth, everything from it on, and everything after those first few.
  static func find(in losses: [Double]) -> LossShift? {
    guard losses.count >= fewest else { return nil }
    let parts = LossStretches(count: losses.count)
    let ranks = RankSum(losses)
    var best: LossShift?
    for earlier in parts.earlier {
      for later in parts.later where later.lowerBound >= earlier.upperBound {
        let comparison = ranks.compare(earlier, later)
        let ratio = comparison.laterMedian / comparison.earlierMedian
        guard ratio >= ratioLimit, comparison.deviation >= max(deviationLimit, best?.deviation ?? 0) else { continue }
        best = LossShift(
          earlier: earlier, later: later, deviation: comparison.deviation, ratio: ratio,
          level: comparison.earlierMedian, lastLevel: Median.of(losses[parts.last]))
      }
    }
    return best
  }

  /// Whether the losses at the end have come back at least half of the way.
  var cameBack: Bool { (lastLevel / level) * (lastLevel / level) < ratio }
}

/// The stretches of a run that are compared with each other.
struct LossStretches {
  private static let heads = [6, 8, 12, 16, 24, 32, 48, 64]
  private static let shortest = 8

  let earlier: [Range<Int>]
  let later: [Range<Int>]
  let last: Range<Int>

  /// The stretches of `count` losses, at least one.
  init(count: Int) {
    let length = max(Self.shortest, (count + 7) / 8)
    let pieces = max(1, count / length)
    // The first piece takes what is left over.
    let ends = (1...pieces).map { count - (pieces - $0) * length }
    let blocks = zip([0] + ends.dropLast(), ends).map { $0..<$1 }
    let heads = Self.heads.filter { $0 < ends[0] }
    earlier = heads.map { 0..<$0 } + ends.dropLast().map { 0..<$0 } + blocks.dropFirst().dropLast()
    later =
      Array(blocks.dropFirst()) + blocks.dropFirst().dropLast().map { $0.lowerBound..<count } + heads.map { $0..<count }
    last = (blocks.last?.lowerBound ?? 0)..<count
  }
}

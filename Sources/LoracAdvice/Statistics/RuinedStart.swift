/// Losses that stand where those of a network stand that predicts nothing, or above, from the first steps on.
///
/// Too few steps come before for ``LossShift``. Two ways to be found: the level is far above that of a prediction of zeros; or it
/// is comparable to that, while the first few steps were all so much lower that noise and timesteps do not explain it.
struct RuinedStart: Sendable, Hashable {
  /// How many of the first losses are the lowest or nearly so; 0 where the level alone tells.
  let head: Int
  /// The highest of them; infinite where the level alone tells.
  let highestOfHead: Double
  /// The median of the losses after them.
  let level: Double
  /// What a prediction of zeros costs.
  let zeroLoss: Double

  /// Fewest losses for a judgement.
  static let fewest = 20
  /// A level is ruined in any case from this many times the loss of a prediction of zeros on.
  static let ruinLimit = 1.5
  /// A level that followed lower losses is ruined from this part of the loss of a prediction of zeros on.
  ///
  /// A median lies below the mean where few timesteps weigh much: at 0.54 of it for debiased estimation and batches of one.
  static let partLimit = 0.4
  /// The level must be this many times the highest of the first losses.
  static let ratioLimit = 3.0
  /// How many of the first losses may be lower; never a single one.
  static let heads = 2...5
  /// The largest chance with which losses that have no trend would begin so low: nearly 4 standard deviations.
  static let chanceLimit = 2e-4

  /// What `losses` show beside `zeroLoss`; nil if nothing, or if they came back.
  static func find(in losses: [Double], zeroLoss: Double?) -> RuinedStart? {
    guard let zeroLoss, zeroLoss > 0, zeroLoss.isFinite, losses.count >= fewest else { return nil }
    func level(from start: Int) -> Double {
      // Of the whole and of the last half, so that a run that recovers is not called ruined.
      min(Median.of(losses[start...]), Median.of(losses[(losses.count / 2)...]))
    }
    let whole = level(from: 0)
    if whole >= ruinLimit * zeroLoss {
      return RuinedStart(head: 0, highestOfHead: .infinity, level: whole, zeroLoss: zeroLoss)
    }
    for head in heads.reversed() {
      let highest = losses[..<head].max() ?? .infinity
      let rest = level(from: head)
      guard rest >= partLimit * zeroLoss, rest >= ratioLimit * highest,
        chance(head: head, below: losses.count { $0 <= highest }, of: losses.count) <= chanceLimit
      else { continue }
      return RuinedStart(head: head, highestOfHead: highest, level: rest, zeroLoss: zeroLoss)
    }
    return nil
  }

  /// The chance with which `head` losses drawn from `count` are all among the `rank` lowest.
  static func chance(head: Int, below rank: Int, of count: Int) -> Double {
    (0..<head).reduce(1.0) { $0 * Double(rank - $1) / Double(count - $1) }
  }
}

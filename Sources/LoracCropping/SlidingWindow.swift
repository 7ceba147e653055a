/// A window of fixed width that slides along a side of a picture.
struct SlidingWindow: Sendable {
  /// The side's length in pixels.
  let length: Int
  /// The window's, at most as long.
  let kept: Int

  /// Whether `signs` tell more than an even spread would: the best window holds 5 % of them more than its share.
  func isTelling(_ signs: Distribution) -> Bool {
    guard kept < length, signs.total > 0 else { return false }
    let best = (0...length - kept).map { signs.mass(from: $0, count: kept) }.max() ?? 0
    return Double(best) / Double(signs.total) > Double(kept) / Double(length) + 0.05
  }

  /// The part of `signs` that a window at `offset` holds, 0 to 1.
  func share(_ signs: Distribution, at offset: Int) -> Double {
    signs.total == 0 ? 1 : Double(signs.mass(from: offset, count: kept)) / Double(signs.total)
  }

  /// The offset for `evidence`, whose members come in order of rank.
  ///
  /// Each leaves the offsets that hold within 2 % of the best; of the rest the one is taken whose middle is nearest to
  /// the center of the first. With `keepsStart`, signs that reach further than the window are cut at their end, if that
  /// still keeps four fifths of what could be kept.
  func offset(by evidence: [Distribution], keepsStart: Bool) -> Int {
    guard kept < length, let first = evidence.first else { return 0 }
    var target = first.center - kept / 2
    var tolerance = 50
    let (start, end) = (first.quantile(1, of: 200), first.quantile(39, of: 40))
    if keepsStart && end - start > kept {
      target = start - kept / 20
      tolerance = 5
    }
    var offsets = Array(0...length - kept)
    for signs in evidence where signs.total > 0 {
      let masses = offsets.map { signs.mass(from: $0, count: kept) }
      let least = (masses.max() ?? 0) - signs.total / tolerance
      offsets = zip(offsets, masses).filter { $0.1 >= least }.map(\.0)
    }
    return offsets.min { (abs($0 - target), $0) < (abs($1 - target), $1) } ?? 0
  }
}

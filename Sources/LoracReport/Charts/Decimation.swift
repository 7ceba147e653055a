/// Which points of long curves are drawn, so that no peak is lost and no two are drawn in one place.
enum Decimation {
  /// The indices to keep, ascending: for each of `columns` parts and each curve the lowest and the highest point, and the
  /// first and last of all.
  ///
  /// Values that are no numbers are kept where they begin and end, since curves break there.
  ///
  /// All curves have a value for each of `count` indices; nil where they have none.
  static func indices(count: Int, columns: Int, curves: [(Int) -> Double?]) -> [Int] {
    guard count > columns * 2 else { return Array(0..<count) }
    var kept: Set<Int> = [0, count - 1]
    for curve in curves {
      for column in 0..<columns {
        keep(column * count / columns..<(column + 1) * count / columns, of: curve, in: &kept)
      }
    }
    return kept.sorted()
  }

  private static func keep(_ part: Range<Int>, of curve: (Int) -> Double?, in kept: inout Set<Int>) {
    var (lowest, highest): ((Int, Double)?, (Int, Double)?)
    var wasNumber = part.lowerBound > 0 ? curve(part.lowerBound - 1).map(\.isFinite) ?? false : nil
    for index in part {
      let value = curve(index).flatMap { $0.isFinite ? $0 : nil }
      if let wasNumber, wasNumber != (value != nil) { kept.formUnion([index - 1, index]) }
      wasNumber = value != nil
      guard let value else { continue }
      if lowest.map({ value < $0.1 }) ?? true { lowest = (index, value) }
      if highest.map({ value > $0.1 }) ?? true { highest = (index, value) }
    }
    kept.formUnion([lowest?.0, highest?.0].compactMap(\.self))
  }
}

/// Robust measures of a few numbers.
enum Median {
  /// The middle value, or the mean of the two in the middle; NaN of none.
  static func of(_ values: some Sequence<Double>) -> Double {
    let sorted = values.sorted()
    guard let last = sorted.last else { return .nan }
    let middle = sorted.count / 2
    guard sorted.count > 1 else { return last }
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

/// Evens out training and regularization images of one dataset (train_util.py:2163-2181).
package enum RegularizationBalance {
  /// The repeats of each regularization image, in order; images behind the end of the result are not used.
  ///
  /// The first pass registers images with their own repeats until they reach the training images; later passes add one
  /// repeat each, in turn.
  ///
  /// - Parameters:
  ///   - repeats: Own repeats of the regularization images, in order, all at least 1.
  ///   - trainEntries: Training images times repeats.
  /// - Returns: Repeats of the images that are used.
  package static func balance(repeats: [Int], trainEntries: Int) -> [Int] {
    var result: [Int] = []
    var entries = 0
    for own in repeats {
      guard entries < trainEntries else { return result }
      result.append(own)
      entries = entries.addingSaturated(own)
    }
    guard entries < trainEntries, !result.isEmpty else { return result }
    let (each, rest) = (trainEntries - entries).quotientAndRemainder(dividingBy: result.count)
    for index in result.indices { result[index] += each + (index < rest ? 1 : 0) }
    return result
  }
}

extension Int {
  /// The sum, or the largest number where it does not fit.
  func addingSaturated(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? Int.max : sum
  }

  /// The product of numbers that are not negative, or the largest number where it does not fit.
  func multipliedSaturated(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? Int.max : product
  }
}

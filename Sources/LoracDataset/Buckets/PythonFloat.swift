/// Python's arithmetic on floats, to the last bit.
enum PythonFloat {
  /// `a // b` for floats (CPython `float_floor_div`); b is not zero.
  static func floorDivide(_ a: Double, _ b: Double) -> Double {
    var remainder = a.truncatingRemainder(dividingBy: b)
    var quotient = (a - remainder) / b
    if remainder != 0, (b < 0) != (remainder < 0) {
      remainder += b
      quotient -= 1
    }
    guard quotient != 0 else { return 0 }
    var floor = quotient.rounded(.down)
    if quotient - floor > 0.5 { floor += 1 }
    return floor
  }

  /// `int(x)`; nil where the number is not finite or beyond 2⁵³, where nothing here has a meaning.
  static func integer(_ x: Double) -> Int? {
    guard x.isFinite, x.magnitude < 9_007_199_254_740_992 else { return nil }
    return Int(x)
  }

  /// `int(x + 0.5)`, the rounding of all sizes; nil as for `integer`.
  static func rounded(_ x: Double) -> Int? { integer(x + 0.5) }

  /// `numpy.mean` of contiguous doubles: pairwise sums of blocks of at most 128, eight partial sums each.
  static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : pairwiseSum(values[...]) / Double(values.count)
  }

  private static func pairwiseSum(_ values: ArraySlice<Double>) -> Double {
    let count = values.count
    let start = values.startIndex
    if count < 8 { return values.reduce(0, +) }
    if count <= 128 {
      var sums = Array(values.prefix(8))
      var index = 8
      while index < count - count % 8 {
        for lane in 0..<8 { sums[lane] += values[start + index + lane] }
        index += 8
      }
      var total = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
      while index < count {
        total += values[start + index]
        index += 1
      }
      return total
    }
    let half = count / 2 - count / 2 % 8
    return pairwiseSum(values[start..<start + half]) + pairwiseSum(values[(start + half)...])
  }
}

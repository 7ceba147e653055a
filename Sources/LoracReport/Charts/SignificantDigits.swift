internal import Glibc

/// Numbers cut down to the digits that matter.
enum SignificantDigits {
  /// `value` rounded to `count` significant digits.
  static func rounded(_ value: Double, _ count: Int) -> Double {
    guard value != 0, value.isFinite else { return value }
    let exponent = count - 1 - Int(log10(value.magnitude).rounded(.down))
    // Powers of ten up to 22 are exact, so that the quotient is the nearest double with a short text.
    guard exponent <= 22 else { return value }
    if exponent < 0 {
      let scale = pow(10, Double(-exponent))
      return (value / scale).rounded() * scale
    }
    let scale = pow(10, Double(exponent))
    return (value * scale).rounded() / scale
  }
}

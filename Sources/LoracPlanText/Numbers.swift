/// Numbers as people read them.
package enum Numbers {
  /// A whole number with commas between thousands: `10,500`.
  package static func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return value < 0 ? "-" + text : text
  }

  /// A number of bytes in decimal units with one digit behind the point: `144.1 MB`.
  package static func bytes(_ value: Int) -> String {
    for (limit, unit) in [(1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")] where value >= limit {
      return "\(fixed(Double(value) / Double(limit), 1)) \(unit)"
    }
    return "\(value) bytes"
  }

  /// A number with `digits` digits behind the point.
  package static func fixed(_ value: Double, _ digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    let whole = Int(scaled) / Int(scale)
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard digits > 0 else { return sign + "\(whole)" }
    let rest = String(Int(scaled) % Int(scale))
    return sign + "\(whole)." + String(repeating: "0", count: digits - rest.count) + rest
  }

  /// A learning rate with at most four digits: `3.64e-05`, `0.0001`, `1`.
  package static func rate(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    // What is not finite never gets below ten.
    guard value.isFinite else { return "\(value)" }
    var exponent = 0
    var mantissa = value.magnitude
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    var digits = fixed(mantissa, 3)
    while digits.hasSuffix("0") { digits.removeLast() }
    if digits.hasSuffix(".") { digits.removeLast() }
    if digits == "10" { (digits, exponent) = ("1", exponent + 1) }
    let sign = value < 0 ? "-" : ""
    guard exponent < -2 || exponent > 4 else { return sign + "\(rounded(value.magnitude))" }
    return "\(sign)\(digits)e\(exponent)"
  }

  private static func rounded(_ value: Double) -> String {
    var text = fixed(value, 5)
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  /// All digits of a number, without `.0` where it is whole.
  package static func shortest(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e9 ? "\(Int(value))" : "\(value)"
  }

  /// A duration in its two largest units: `2 h 5 min`, `40 s`.
  package static func duration(_ seconds: Double) -> String {
    guard let total = Int(exactly: seconds.rounded()) else { return "\(seconds) s" }
    let (days, hours, minutes) = (total / 86400, total / 3600 % 24, total / 60 % 60)
    if days > 0 { return "\(days) d \(hours) h" }
    if hours > 0 { return "\(hours) h \(minutes) min" }
    if minutes > 0 { return "\(minutes) min \(total % 60) s" }
    return seconds < 10 ? "\(fixed(seconds, 1)) s" : "\(total) s"
  }

  /// `1 image`, `35 images`.
  package static func count(_ value: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(grouped(value)) \(value == 1 ? noun : plural ?? noun + "s")"
  }
}

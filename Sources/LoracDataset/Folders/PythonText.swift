/// Python's notions of white space and integers, where sd-scripts relies on them.
package enum PythonText {
  /// Whether `str.isspace()` holds for a scalar.
  package static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// `str.strip()`.
  package static func strip(_ text: some StringProtocol) -> String { strip(text, isSpace) }

  private static func strip(_ text: some StringProtocol, _ isSpace: (Unicode.Scalar) -> Bool) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isSpace($0) }), let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(text[first...last])
  }

  /// What `int(text)` makes of a text.
  enum Integer: Hashable, Sendable {
    /// A number.
    case value(Int)
    /// A number beyond 64 bits.
    case tooLarge(isNegative: Bool)
    /// `ValueError`.
    case invalid
  }

  /// `int(text)` in base 10: white space around, a sign, decimal digits of any script, single underscores between them.
  static func integer(_ text: some StringProtocol) -> Integer {
    // Unlike `strip`, `int` does not take U+001C to U+001F for white space.
    let number = strip(text) { isSpace($0) && !(0x1C...0x1F).contains($0.value) }
    var scalars = Array(number.unicodeScalars)
    var isNegative = false
    if let first = scalars.first, first == "+" || first == "-" {
      isNegative = first == "-"
      scalars.removeFirst()
    }
    // CPython refuses more than 4300 digits (sys.int_info.default_max_str_digits).
    guard !scalars.isEmpty, scalars.count(where: { $0 != "_" }) <= 4300 else { return .invalid }
    var value = 0
    var isTooLarge = false
    var previousIsDigit = false
    for scalar in scalars {
      if scalar == "_", previousIsDigit {
        previousIsDigit = false
        continue
      }
      guard let digit = decimalDigit(scalar) else { return .invalid }
      previousIsDigit = true
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(digit)
      if overflow || carry { isTooLarge = true } else if !isTooLarge { value = sum }
    }
    guard previousIsDigit else { return .invalid }
    if isTooLarge { return .tooLarge(isNegative: isNegative) }
    return .value(isNegative ? -value : value)
  }

  private static func decimalDigit(_ scalar: Unicode.Scalar) -> Int? {
    guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
    return Int(value)
  }
}

package import LoracJSON

/// Numbers and values as Python writes and reads them.
package enum PythonText {
  /// A value as `str()` writes it, so that argparse reads the same value back: `1e-05`, `1.0`, `None`, `True`.
  package static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "None"
    case .boolean(let value): value ? "True" : "False"
    case .integer(let value): String(value)
    case .number(let value): text(value)
    case .string(let value): value
    case .array(let values): "[" + values.map(text).joined(separator: ", ") + "]"
    case .object(let members): "{" + members.map { "\($0.key): \(text($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  /// A double as Python's `repr` writes it: the shortest digits that read back the same.
  ///
  /// Python writes an exponent below 1e-4 and from 1e16 on; Swift has the same digits but another upper bound.
  package static func text(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    let swift = value.description
    guard let mark = swift.firstIndex(of: "e"), abs(value) >= 1, abs(value) < 1e16 else {
      return swift.hasSuffix(".0") && abs(value) >= 1e16 ? exponentForm(swift) : swift
    }
    // `1.25e+15`: write the digits out.
    let isNegative = swift.hasPrefix("-")
    let exponent = Int(swift[swift.index(after: mark)...].drop { $0 == "+" }) ?? 0
    let digits = swift[..<mark].filter { $0 != "." && $0 != "-" }
    let whole = digits.prefix(exponent + 1)
    let zeros = String(repeating: "0", count: exponent + 1 - whole.count)
    let fraction = digits.dropFirst(exponent + 1)
    return (isNegative ? "-" : "") + whole + zeros + "." + (fraction.isEmpty ? "0" : fraction)
  }

  /// Turns `12300000000000000.0` into `1.23e+16`.
  private static func exponentForm(_ swift: String) -> String {
    let isNegative = swift.hasPrefix("-")
    let digits = swift.dropLast(2).drop { $0 == "-" }
    var rest = String(digits.dropFirst())
    while rest.hasSuffix("0") { rest.removeLast() }
    return (isNegative ? "-" : "") + digits.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "e+\(digits.count - 1)"
  }

  /// What Python's `int(text)` gives; nil where it raises ValueError or the number needs more than 64 bits.
  package static func integer(_ text: String) -> Int? {
    var digits = Substring(text).trimmingPythonSpace
    let isNegative = digits.first == "-"
    if isNegative || digits.first == "+" { digits.removeFirst() }
    guard let plain = withoutUnderscores(digits), !plain.isEmpty, plain.utf8.allSatisfy(isDigit) else { return nil }
    return Int((isNegative ? "-" : "") + plain)
  }

  /// What Python's `float(text)` gives; nil where it raises ValueError.
  package static func float(_ text: String) -> Double? {
    var digits = Substring(text).trimmingPythonSpace
    let isNegative = digits.first == "-"
    if isNegative || digits.first == "+" { digits.removeFirst() }
    switch digits.lowercased() {
    case "inf", "infinity": return isNegative ? -.infinity : .infinity
    case "nan": return .nan
    default: break
    }
    guard let plain = withoutUnderscores(digits), isDecimal(plain), let value = Double(plain) else { return nil }
    return isNegative ? -value : value
  }

  /// Removes underscores that stand between two digits; nil if one stands elsewhere.
  private static func withoutUnderscores(_ text: Substring) -> String? {
    let bytes = Array(text.utf8)
    for index in bytes.indices where bytes[index] == UInt8(ascii: "_") {
      let isBetween = index > 0 && index + 1 < bytes.count && isDigit(bytes[index - 1]) && isDigit(bytes[index + 1])
      guard isBetween else { return nil }
    }
    return text.filter { $0 != "_" }
  }

  /// Whether the text is `digits[.digits][e[sign]digits]` with a digit before the exponent.
  private static func isDecimal(_ text: String) -> Bool {
    var rest = text.utf8[...]
    let whole = rest.prefix(while: isDigit).count
    rest = rest.dropFirst(whole)
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = rest.prefix(while: isDigit).count
      rest = rest.dropFirst(fraction)
    }
    guard whole + fraction > 0 else { return false }
    guard let mark = rest.first else { return true }
    guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return false }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    return !rest.isEmpty && rest.allSatisfy(isDigit)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}

extension Substring {
  /// The text without the white space at both ends that Python's number parsers skip.
  fileprivate var trimmingPythonSpace: Substring {
    var text = self
    while let first = text.unicodeScalars.first, first.properties.isWhitespace { text.unicodeScalars.removeFirst() }
    while let last = text.unicodeScalars.last, last.properties.isWhitespace { text.unicodeScalars.removeLast() }
    return text
  }
}

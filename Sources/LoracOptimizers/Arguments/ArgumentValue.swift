/// The value of an optimizer argument, as Python's `ast.literal_eval` reads it.
package enum ArgumentValue: Sendable, Hashable {
  /// `None`.
  case nothing
  /// `True` or `False`.
  case boolean(Bool)
  /// A whole or a decimal number; `isInteger` only decides how Python writes it again.
  case number(Double, isInteger: Bool)
  /// A tuple or a list of numbers, with or without brackets.
  case numbers([Double])

  /// The value of a Python literal; nil where it is anything else.
  package init?(literal text: String) {
    let trimmed = text.trimmingSpaces()
    switch trimmed {
    case "None": self = .nothing
    case "True": self = .boolean(true)
    case "False": self = .boolean(false)
    default:
      if let (number, isInteger) = Self.number(trimmed) {
        self = .number(number, isInteger: isInteger)
      } else if let numbers = Self.numbers(trimmed) {
        self = .numbers(numbers)
      } else {
        return nil
      }
    }
  }

  private static func number(_ text: String) -> (Double, isInteger: Bool)? {
    let digits = text.drop { $0 == "+" || $0 == "-" }
    // Python knows neither hexadecimal floats nor the words `inf` and `nan`; Swift's reader takes both.
    guard let first = digits.first, first.isASCII, first.isNumber || first == ".", !digits.contains("x"),
      let value = Double(text)
    else { return nil }
    return (value, text.allSatisfy { $0 != "." && $0 != "e" && $0 != "E" })
  }

  private static func numbers(_ text: String) -> [Double]? {
    var inner = text
    for (open, close) in [("(", ")"), ("[", "]")] where text.hasPrefix(open) && text.hasSuffix(close) {
      inner = String(text.dropFirst().dropLast())
    }
    guard inner.contains(",") else { return nil }
    var parts = inner.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmingSpaces() }
    if parts.last == "" { parts.removeLast() }
    let values = parts.compactMap { Self.number($0)?.0 }
    return values.count == parts.count ? values : nil
  }

  /// The value as Python's `str` writes it.
  package var pythonText: String {
    switch self {
    case .nothing: "None"
    case .boolean(let value): value ? "True" : "False"
    case .number(let value, let isInteger): Self.text(value, isInteger)
    case .numbers(let values): "(" + values.map { Self.text($0, false) }.joined(separator: ", ") + ")"
    }
  }

  private static func text(_ value: Double, _ isInteger: Bool) -> String {
    if isInteger, let whole = Int(exactly: value) { return "\(whole)" }
    return value.isInfinite ? (value < 0 ? "-inf" : "inf") : "\(value)"
  }
}

extension String {
  fileprivate func trimmingSpaces() -> String {
    let rest = drop { $0 == " " }
    return String(rest.reversed().drop { $0 == " " }.reversed())
  }
}

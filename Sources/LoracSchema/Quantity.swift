/// The notations of values that are more than a YAML scalar; the JSON Schema's patterns accept the same texts.
package enum Quantity {
  /// `512x768`: two numbers within `range` without leading zeros, and `x` between them.
  package static func sizePattern(_ range: ClosedRange<Int>) -> String {
    let side = DecimalPattern.matching(range)
    return "^\(side)x\(side)$"
  }
  /// `2 epochs`, `1 epoch`, `500 steps`: a number from 1 up, blanks, a unit.
  package static let intervalPattern = "^[1-9][0-9]{0,8} +(epoch|epochs|step|steps)$"
  /// `5%` or `2.5%`, from 0 to 100.
  package static let percentPattern = "^(100|[0-9]{1,2}(\\.[0-9]{1,6})?)%$"
  /// `500 steps` for warm-up, where 0 is allowed.
  package static let stepsPattern = "^[0-9]{1,9} +(step|steps)$"
  /// `rank/2`, `unet_lr * 0.5`, `optimizer.unet_lr/10` or the field alone; the digits are too few to overflow.
  package static let relativePattern =
    "^[a-z][a-z_]*(\\.[a-z][a-z_]*)* *([*/] *([0-9]{1,15}(\\.[0-9]{1,15})?|\\.[0-9]{1,15})(e[-+]?[0-9]{1,2})?)?$"

  /// `module.Class`: words of letters, digits and underscores with dots between them.
  package static let classPattern = "^[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)+$"
  /// The name of a keyword argument of Python.
  package static let argumentNamePattern = "^[A-Za-z_][A-Za-z0-9_]*$"

  /// The size that `text` states; bounds are not checked.
  package static func size(_ text: String) -> (width: Int, height: Int)? {
    let sides = text.utf8.split(separator: UInt8(ascii: "x"), omittingEmptySubsequences: false)
    guard sides.count == 2, let width = digits(sides[0], atMost: 9), let height = digits(sides[1], atMost: 9),
      sides.allSatisfy({ $0.first != UInt8(ascii: "0") })
    else { return nil }
    return (width, height)
  }

  /// The interval that `text` states, as ``SettingValue/epochs(_:)`` or ``SettingValue/steps(_:)``.
  package static func interval(_ text: String) -> SettingValue? {
    guard let (count, unit) = countAndUnit(text), count > 0, text.first != "0" else { return nil }
    switch unit {
    case "epoch", "epochs": return .epochs(count)
    case "step", "steps": return .steps(count)
    default: return nil
    }
  }

  /// The number of steps that `text` states, 0 allowed.
  package static func steps(_ text: String) -> SettingValue? {
    guard let (count, unit) = countAndUnit(text), unit == "step" || unit == "steps" else { return nil }
    return .steps(count)
  }

  /// The part that a percentage from 0 to 100 states, as ``SettingValue/fraction(_:)``.
  package static func percent(_ text: String) -> SettingValue? {
    guard text.last == "%" else { return nil }
    let parts = text.dropLast().utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = digits(parts[0], atMost: 3), parts[0].count < 3 || text == "100%",
      parts.count == 1 || digits(parts[1], atMost: 6) != nil, whole <= 100, let value = Double(String(text.dropLast()))
    else { return nil }
    return .fraction(value / 100)
  }

  /// The relative value that `text` states.
  package static func relative(_ text: String) -> RelativeValue? {
    let trimmed = text[...]
    let field = trimmed.prefix { $0 != " " && $0 != "*" && $0 != "/" }
    guard isFieldPath(field) else { return nil }
    var rest = trimmed.dropFirst(field.count).drop { $0 == " " }
    guard let first = rest.popFirst() else { return RelativeValue(field: String(field), operator: .times, factor: 1) }
    guard let operation = RelativeValue.Operator(rawValue: String(first)) else { return nil }
    let number = rest.drop { $0 == " " }
    guard isUnsignedNumber(number), let factor = Double(String(number)), factor.isFinite else { return nil }
    return RelativeValue(field: String(field), operator: operation, factor: factor)
  }

  private static func countAndUnit(_ text: String) -> (Int, Substring)? {
    let count = text.prefix { $0.isASCII && $0.isWholeNumber }
    let rest = text.dropFirst(count.count)
    guard rest.first == " ", let number = digits(count.utf8, atMost: 9) else { return nil }
    return (number, rest.drop { $0 == " " })
  }

  private static func digits(_ text: some Collection<UInt8>, atMost limit: Int) -> Int? {
    guard !text.isEmpty, text.count <= limit, text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func isFieldPath(_ text: Substring) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
      guard let first = word.utf8.first, (0x61...0x7A).contains(first) else { return false }
      return word.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F }
    }
  }

  private static func isUnsignedNumber(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, (0x30...0x39).contains(first) || first == 0x2E, text.utf8.last != 0x2E else {
      return false
    }
    let parts = text.split(separator: "e", omittingEmptySubsequences: false)
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, mantissa.count <= 2, mantissa.last != "" else { return false }
    guard mantissa.allSatisfy({ $0.isEmpty || digits($0.utf8, atMost: 15) != nil }) else { return false }
    guard parts.count == 2 else { return true }
    let exponent = parts[1].hasPrefix("-") || parts[1].hasPrefix("+") ? parts[1].dropFirst() : parts[1]
    return digits(exponent.utf8, atMost: 2) != nil
  }
}

/// The value of one field after validation.
package indirect enum SettingValue: Sendable, Hashable {
  /// `null`: whatever lower layers set is given up for the default.
  case reset
  /// A value that was refused; the problem is already reported, so later stages leave it alone.
  case invalid
  /// `true` or `false`.
  case boolean(Bool)
  /// A whole number.
  case integer(Int)
  /// Any number.
  case number(Double)
  /// A text, a path or a choice.
  case string(String)
  /// `512x768`.
  case size(width: Int, height: Int)
  /// `2 epochs`.
  case epochs(Int)
  /// `500 steps`.
  case steps(Int)
  /// `5%`, as 0.05.
  case fraction(Double)
  /// `rank/2`, before it is computed.
  case relative(RelativeValue)
  /// A list of values.
  case list([SettingValue])
  /// An item of a list of blocks, such as an image folder.
  case record(Settings)
}

/// A value stated in terms of another field, such as `rank/2`.
package struct RelativeValue: Sendable, Hashable {
  /// What stands between the field and the number.
  package enum Operator: String, Sendable, Hashable {
    /// Multiplies.
    case times = "*"
    /// Divides.
    case over = "/"
  }

  /// The other field: its last word, or its whole path.
  package var field: String
  /// What stands between the field and the number; the field alone is `* 1`.
  package var `operator`: Operator
  /// The number.
  package var factor: Double

  /// `field operator factor`.
  package init(field: String, operator: Operator, factor: Double) {
    self.field = field
    self.operator = `operator`
    self.factor = factor
  }
}

extension SettingValue: CustomStringConvertible {
  /// The value as a recipe would state it.
  package var description: String {
    switch self {
    case .reset: "null"
    case .invalid: "invalid"
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): numberText(value)
    case .string(let value): value.isEmpty ? "\"\"" : value
    case .size(let width, let height): width == height ? "\(width)" : "\(width)x\(height)"
    case .epochs(let count): count == 1 ? "1 epoch" : "\(count) epochs"
    case .steps(let count): count == 1 ? "1 step" : "\(count) steps"
    case .fraction(let value): numberText((value * 1e8).rounded() / 1e6) + "%"
    case .relative(let value): value.description
    case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
    case .record(let settings): "{" + settings.description + "}"
    }
  }
}

extension RelativeValue: CustomStringConvertible {
  /// The value as a recipe would state it.
  package var description: String { "\(field)\(`operator`.rawValue)\(numberText(factor))" }
}

/// The shortest text of a number, without `.0` behind a whole one below 10¹⁵.
private func numberText(_ value: Double) -> String {
  guard value == value.rounded(), abs(value) < 1e15 else { return "\(value)" }
  return "\(Int(value))"
}

/// A Swift type that the value of a field can be read as.
package protocol SettingConvertible: Sendable {
  /// The value as this type; nil if it is of another kind.
  init?(_ value: SettingValue)
}

extension Int: SettingConvertible {
  /// A whole number.
  package init?(_ value: SettingValue) {
    guard case .integer(let number) = value else { return nil }
    self = number
  }
}

extension Double: SettingConvertible {
  /// Any number.
  package init?(_ value: SettingValue) {
    switch value {
    case .number(let number): self = number
    case .integer(let number): self = Double(number)
    default: return nil
    }
  }
}

extension Bool: SettingConvertible {
  /// `true` or `false`.
  package init?(_ value: SettingValue) {
    guard case .boolean(let flag) = value else { return nil }
    self = flag
  }
}

extension String: SettingConvertible {
  /// A text, a path or a choice; a number that is a choice counts as its digits.
  package init?(_ value: SettingValue) {
    switch value {
    case .string(let text): self = text
    case .integer(let number): self = String(number)
    default: return nil
    }
  }
}

extension SettingValue: SettingConvertible {
  /// The value itself, unless it was refused.
  package init?(_ value: SettingValue) {
    guard value != .invalid else { return nil }
    self = value
  }
}

extension Settings {
  /// The value of a field as its Swift type; nil if it is not set or still relative.
  package subscript<T: SettingConvertible>(field: Field<T>) -> T? {
    guard let setting = self[field.path] else { return nil }
    return T(setting.value)
  }

  /// Where the value of a field came from; nil if it is not set.
  package func source<T>(of field: Field<T>) -> Provenance? { self[field.path]?.source }
}

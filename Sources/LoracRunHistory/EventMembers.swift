internal import LoracJSON

/// The members of an event, each nil if it is missing or of another kind.
struct EventMembers {
  private let value: JSONValue

  /// The members of `value`.
  init(_ value: JSONValue) { self.value = value }

  /// A text.
  func text(_ name: String) -> String? { if case .string(let text)? = value[name] { text } else { nil } }

  /// A number; NaN for `null`, which stands for what JSON lacks.
  func number(_ name: String) -> Double? { value[name].flatMap(Self.number) }

  /// A whole number.
  func integer(_ name: String) -> Int? {
    switch value[name] {
    case .integer(let number)?: number
    case .number(let number)?: Int(exactly: number)
    default: nil
    }
  }

  /// Whether it is `true`.
  func flag(_ name: String) -> Bool { value[name] == .boolean(true) }

  /// The numbers of an object, in order.
  func numbers(_ name: String) -> [StepRecord.Number] {
    guard case .object(let members)? = value[name] else { return [] }
    return members.compactMap { member in Self.number(member.value).map { .init(member.key, $0) } }
  }

  /// The numbers of the members whose names hold a slash, as `max_norm/keys_scaled`.
  var extras: [StepRecord.Number] {
    guard case .object(let members) = value else { return [] }
    return members.compactMap { member in
      member.key.utf8.contains(UInt8(ascii: "/")) ? Self.number(member.value).map { .init(member.key, $0) } : nil
    }
  }

  private static func number(_ value: JSONValue) -> Double? {
    switch value {
    case .number(let number): number
    case .integer(let number): Double(number)
    case .null: .nan
    default: nil
    }
  }
}

package import LoracJSON

extension KohyaArgument {
  /// Why the script's parser would refuse `value`; nil if it would take it.
  ///
  /// `null` leaves the argument out and is always fine. A flag takes `true` or `false`; an argument that takes a list
  /// also takes a single value. Numbers are checked as the text that Python would write for them, so `100.0` is refused
  /// where Python's `int()` refuses it. A boolean is no text and no number.
  package func check(_ value: JSONValue) -> KohyaArgumentProblem? {
    if value == .null { return nil }
    if kind == .storeTrue || kind == .storeFalse {
      guard case .boolean = value else { return problem(.wrongType, value) }
      return nil
    }
    guard case .array(let elements) = value else { return checkOne(value, at: nil) }
    guard takesList || kind == .append else { return problem(.listNotAllowed, value) }
    for (index, element) in elements.enumerated() {
      if let problem = checkOne(element, at: index) { return problem }
    }
    return nil
  }

  private func checkOne(_ value: JSONValue, at index: Int?) -> KohyaArgumentProblem? {
    let text: String
    switch value {
    case .array, .object: return problem(.nested, value, index)
    case .null, .boolean: return problem(.wrongType, value, index)
    case .string(let string): text = string
    case .integer, .number: text = PythonText.text(value)
    }
    if text.utf8.contains(0) { return problem(.holdsNUL, value, index) }
    // argparse of Python 3.11 makes an empty list of `--name=--`, without a word.
    if text == "--" { return problem(.looksLikeAnOption, value, index) }
    guard let converted = convert(text) else { return problem(.wrongType, value, index) }
    if let choices, !choices.contains(converted) { return problem(.notAChoice(choiceTexts ?? []), value, index) }
    // A single value is written `--name=value`; a list puts its values behind the flag, where a dash begins an option.
    if takesList, text.utf8.first == UInt8(ascii: "-"), text != "-", !Self.isNegativeNumber(text) {
      return problem(.looksLikeAnOption, value, index)
    }
    return nil
  }

  /// The value that the argument's Python type makes of a text; nil where it raises an error.
  package func convert(_ text: String) -> JSONValue? {
    switch type {
    case .string, .path: .string(text)
    case .integer: PythonText.integer(text).map(JSONValue.integer)
    case .float: PythonText.float(text).map(JSONValue.number)
    case .integerOrFloat: Self.integerOrFloat(text)
    }
  }

  /// The value of `int_or_float` in sd-scripts, train_util.py:3664: a ratio stays a ratio, from 1 on only `int` is taken.
  private static func integerOrFloat(_ text: String) -> JSONValue? {
    if text.utf8.last == UInt8(ascii: "%") {
      return PythonText.float(String(text.unicodeScalars.dropLast())).map { .number($0 / 100) }
    }
    guard let number = PythonText.float(text) else { return nil }
    return number >= 1 ? PythonText.integer(text).map(JSONValue.integer) : .number(number)
  }

  /// Whether argparse takes the text for a negative number and not for an option: `-5`, `-0.5`, not `-1e-5`.
  private static func isNegativeNumber(_ text: String) -> Bool {
    let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
    func isDigits(_ part: Substring) -> Bool { part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
    return switch parts.count {
    case 1: !parts[0].isEmpty && isDigits(parts[0])
    case 2: isDigits(parts[0]) && !parts[1].isEmpty && isDigits(parts[1])
    default: false
    }
  }

  private func problem(_ reason: KohyaArgumentProblem.Reason, _ value: JSONValue, _ index: Int? = nil)
    -> KohyaArgumentProblem
  { KohyaArgumentProblem(reason: reason, value: value, index: index, expected: expected) }
}

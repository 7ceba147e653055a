package import LoracJSON

/// Why argparse would refuse a value, or why it cannot be handed over at all.
package struct KohyaArgumentProblem: Sendable, Hashable {
  /// What is wrong.
  package enum Reason: Sendable, Hashable {
    /// The value cannot be converted to the argument's type.
    case wrongType
    /// The converted value is not one of the choices.
    case notAChoice([String])
    /// The argument takes one value.
    case listNotAllowed
    /// A list holds a list, or the value is a mapping.
    case nested
    /// The text is `--`, or a list element that begins with `-`: argparse takes it for an argument of its own.
    case looksLikeAnOption
    /// The text holds a NUL character, which no program argument can.
    case holdsNUL
  }

  /// What is wrong.
  package let reason: Reason
  /// The offending value: an element if ``index`` is set.
  package let value: JSONValue
  /// Which element of the list is wrong, from 0; nil if the value is no list or wrong as a whole.
  package let index: Int?
  /// What the argument takes, as in `a whole number`, `one of no, fp16, bf16` or `true or false`.
  package let expected: String
}

extension KohyaArgument {
  /// What the argument takes, in words for a diagnostic.
  package var expected: String {
    if kind == .storeTrue || kind == .storeFalse { return "true or false" }
    let one =
      if let choiceTexts {
        "one of \(choiceTexts.joined(separator: ", "))"
      } else {
        switch type {
        case .string: "a text"
        case .integer: "a whole number"
        case .float: "a number"
        case .integerOrFloat: "a whole number from 1, a ratio below 1, or a percentage"
        case .path: "a path"
        }
      }
    return takesList || kind == .append ? "a list whose elements are each \(one)" : one
  }
}

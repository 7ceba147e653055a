internal import LoracJSON
internal import LoracKohyaArguments
internal import LoracYAML

extension KohyaArgument {
  /// The value that a node states; nil if it is of another kind than the argument's type.
  ///
  /// As everywhere in a recipe a text is no number and a number no text, since `1.10` as a text would lose its last digit
  /// in silence; a number such as `1e3` is whole. Whether the value is allowed is for `check(_:)` to say.
  func value(of node: Node) -> JSONValue? {
    switch node.content {
    case .mapping: return nil
    case .scalar(let scalar): return value(of: scalar)
    case .sequence(let items):
      let values = items.compactMap { item -> JSONValue? in
        guard case .scalar(let scalar) = item.content else { return nil }
        return value(of: scalar)
      }
      return values.count == items.count ? .array(values) : nil
    }
  }

  private func value(of scalar: Scalar) -> JSONValue? {
    let isFlag = kind == .storeTrue || kind == .storeFalse
    switch (scalar.value, type) {
    case (.boolean(let value), _): return isFlag ? .boolean(value) : nil
    case _ where isFlag: return nil
    case (.string(let text), .string), (.string(let text), .path), (.string(let text), .integerOrFloat):
      return .string(text)
    case (.integer(let value), .integer), (.integer(let value), .integerOrFloat): return .integer(value)
    // Beyond 2⁵³ the digits would promise more than a double keeps.
    case (.integer(let value), .float): return value.magnitude > 1 << 53 ? .number(Double(value)) : .integer(value)
    case (.number(let value), .integer): return Int(exactly: value).map(JSONValue.integer)
    case (.number(let value), .float), (.number(let value), .integerOrFloat):
      return value.isFinite ? .number(value) : nil
    default: return nil
    }
  }
}

internal import LoracDiagnostics
internal import LoracYAML

/// A value as text for one place.
enum ValueText {
  /// `value` in one line, as it was asked for where that is possible there.
  static func text(_ value: Node, inFlow: Bool) -> String {
    guard value.range.file.kind == .commandLine else { return FlowText.text(value) }
    guard case .scalar(let scalar) = value.content, scalar.isPlain else { return value.range.text }
    if CoreSchema.resolve(scalar.text) != scalar.value { return FlowText.text(value) }
    if inFlow, case .string = scalar.value { return ScalarText.flow(scalar.text) }
    return value.range.text
  }

  /// The same, in the quotes of the text that it replaces.
  static func text(_ value: Node, inFlow: Bool, like old: WrittenNode, in text: RecipeText) -> String {
    guard case .scalar(let scalar) = value.content, case .string(let string) = scalar.value,
      case .scalar(_, .quoted) = old.content
    else { return self.text(value, inFlow: inFlow) }
    let isSingle = text.bytes[old.valueBytes.lowerBound] == UInt8(ascii: "'")
    let isPrintable = string.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) }
    return isSingle && isPrintable ? "'" + string.replacing("'", with: "''") + "'" : ScalarText.quoted(string)
  }
}

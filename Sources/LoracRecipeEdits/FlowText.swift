internal import LoracYAML

/// Writes values in one line.
enum FlowText {
  /// `node` as text that may stand between braces, too.
  static func text(_ node: Node) -> String {
    switch node.content {
    case .scalar(let scalar): text(scalar)
    case .sequence(let items): "[" + items.map(text).joined(separator: ", ") + "]"
    case .mapping(let pairs):
      "{" + pairs.map { ScalarText.flow($0.key) + ": " + text($0.value) }.joined(separator: ", ") + "}"
    }
  }

  /// A value as it is written, with all aliases within written out.
  static func text(_ node: WrittenNode) -> String {
    let value =
      switch node.content {
      case .scalar(let text, .plain): text.isEmpty ? "null" : plain(text)
      case .scalar(let text, _): ScalarText.quoted(text)
      case .alias(_, let target): text(target)
      case .sequence(let items, _): "[" + items.map(text).joined(separator: ", ") + "]"
      case .mapping(let pairs, _):
        "{"
          + pairs.map { ($0.isMerge ? "<<" : ScalarText.flow($0.name)) + ": " + text($0.value) }
          .joined(separator: ", ") + "}"
      }
    return node.tag.map { "\($0) \(value)" } ?? value
  }

  private static func text(_ scalar: Scalar) -> String {
    if case .string(let string) = scalar.value { return ScalarText.flow(string) }
    if CoreSchema.resolve(scalar.text) == scalar.value || !scalar.isPlain { return plain(scalar.text) }
    return switch scalar.value {
    case .number: scalar.text.lowercased().contains("nan") ? ".nan" : "!!float \(scalar.text)"
    case .null: "null"
    default: plain(scalar.text)
    }
  }

  /// Text that needs no quotes where it stands now, and may need them between braces.
  private static func plain(_ text: String) -> String {
    if text.isEmpty { return "null" }
    if case .string = CoreSchema.resolve(text) { return ScalarText.flow(text) }
    return text
  }
}

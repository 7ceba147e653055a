internal import LoracDiagnostics

extension Scalar {
  /// What stands where a value is missing or has no meaning.
  static var null: Scalar { Scalar(text: "", value: .null, isPlain: true) }
}

extension Composer {
  private static let corePrefix = "tag:yaml.org,2002:"

  /// A scalar with its exact bytes and the value its tag or the core schema gives it.
  mutating func composeScalar(
    _ event: Event, _ text: String, _ style: Event.ScalarStyle, _ properties: PropertySkipper
  ) -> Placed {
    var end = max(event.bytes.upperBound, properties.valueStart)
    if style == .block {
      // libyaml's end is the start of the next line that is not part of the text.
      while end > properties.valueStart, file.bytes[end - 1] <= 0x20 { end -= 1 }
    }
    let bytes = properties.valueStart..<(text.isEmpty && style == .plain ? properties.valueStart : end)
    let isPlain = style == .plain
    var scalar = Scalar(text: text, value: isPlain ? CoreSchema.resolve(text) : .string(text), isPlain: isPlain)
    if let tag = event.tag { apply(tag, properties.tag ?? bytes, to: &scalar) }
    var placed = Placed(node: Node(.scalar(scalar), range: range(bytes)), place: bytes, size: 1)
    placed.isMergeKey = isPlain && text == "<<" && event.tag == nil
    placed.isOmitted = isPlain && text.isEmpty && event.tag == nil && event.anchor == nil
    // A value that is only an anchor or a tag still takes their place.
    if bytes.isEmpty { placed.place = event.bytes.lowerBound..<max(bytes.upperBound, event.bytes.lowerBound) }
    return placed
  }

  /// Resolves `scalar` as its tag says; an unknown tag leaves null.
  private mutating func apply(_ tag: String, _ bytes: Range<Int>, to scalar: inout Scalar) {
    let resolved = CoreSchema.resolve(scalar.text)
    let name = tag.hasPrefix(Self.corePrefix) ? String(tag.dropFirst(Self.corePrefix.count)) : tag
    let value: Scalar.Value?
    switch (name, resolved) {
    case ("!", _), ("str", _): value = .string(scalar.text)
    case ("int", .integer), ("float", .number), ("bool", .boolean), ("null", .null): value = resolved
    case ("float", .integer(let integer)): value = .number(Double(integer))
    case ("int", _), ("float", _), ("bool", _), ("null", _), ("seq", _), ("map", _):
      diagnostics.append(.tagMismatch(range(bytes), tag: "!!\(name)", found: scalar.kindName))
      value = .null
    default:
      diagnostics.append(.unknownTag(range(bytes)))
      value = .null
    }
    scalar.value = value ?? .null
  }

  /// Refuses every tag of a collection but `!`, `!!seq` for lists and `!!map` for mappings.
  mutating func checkCollectionTag(_ event: Event, _ properties: PropertySkipper, _ kind: String) {
    guard let tag = event.tag, tag != "!", tag != Self.corePrefix + kind else { return }
    let place = range(properties.tag ?? event.bytes.lowerBound..<properties.valueStart)
    let core = ["str", "int", "float", "bool", "null", "seq", "map"].map { Self.corePrefix + $0 }
    diagnostics.append(
      core.contains(tag)
        ? .tagMismatch(
          place, tag: "!!\(tag.dropFirst(Self.corePrefix.count))", found: kind == "seq" ? "a list" : "a mapping")
        : .unknownTag(place))
  }
}

internal import LoracJSON
internal import LoracSchema

extension FieldType {
  /// The schema of what the type accepts, null left aside.
  var schema: [JSONValue.Member] {
    switch self {
    case .boolean: [.init("type", "boolean")]
    case .off: [.init("enum", [false])]
    case .integer(let range): SchemaShape.integer(range)
    case .number(let bounds): bounds.schema
    case .anyText: [.init("type", "string")]
    case .text, .inputPath, .outputPath: [.init("type", "string"), .init("minLength", 1)]
    case .choice(let words): [.init("enum", .array(words.map(JSONValue.string)))]
    case .choiceOrClass(let words):
      SchemaShape.anyOf([
        [.init("enum", .array(words.map(JSONValue.string)))], SchemaShape.text(matching: Quantity.classPattern),
      ])
    case .size(let range):
      SchemaShape.anyOf([
        SchemaShape.integer(range), SchemaShape.text(matching: Quantity.sizePattern(range)),
        [
          .init("type", "array"), .init("items", .object(SchemaShape.integer(range))), .init("minItems", 2),
          .init("maxItems", 2),
        ],
      ])
    case .interval: SchemaShape.text(matching: Quantity.intervalPattern)
    case .warmup:
      SchemaShape.anyOf([
        SchemaShape.integer(0...1_000_000_000), SchemaShape.text(matching: Quantity.percentPattern),
        SchemaShape.text(matching: Quantity.stepsPattern),
      ])
    case .relative(let type):
      SchemaShape.anyOf([type.schema, SchemaShape.text(matching: Quantity.relativePattern)])
    case .list(let item, let count):
      [.init("type", "array"), .init("items", .object(item.schema))]
        + (count > 0 ? [.init("minItems", .integer(count))] : [])
    case .record(let block): RecipeSchema.item(block)
    case .lists:
      [
        .init("type", "object"),
        .init("additionalProperties", .object(FieldType.either([.text, .list(.text, atLeast: 1)]).schema)),
      ]
    case .arguments: Self.arguments
    case .kohyaArguments: KohyaSchema.schema
    case .either(let types): SchemaShape.anyOf(types.map(\.schema))
    }
  }

  private static var arguments: [JSONValue.Member] {
    let scalar: JSONValue = ["type": ["boolean", "number", "string"]]
    let value: JSONValue = [
      "type": ["boolean", "number", "string", "array", "null"], "items": scalar,
    ]
    return [
      .init("type", "object"),
      .init("propertyNames", .object(SchemaShape.text(matching: Quantity.argumentNamePattern))),
      .init("additionalProperties", value),
    ]
  }

  /// Values of types that have a notation of their own.
  var examples: [JSONValue] {
    switch self {
    case .size: [512, "512x768", [512, 768]]
    case .interval: ["2 epochs", "500 steps"]
    case .warmup: ["5%", "500 steps", 100]
    default: []
    }
  }
}

extension NumberBounds {
  fileprivate var schema: [JSONValue.Member] {
    var members: [JSONValue.Member] = [.init("type", "number")]
    if let minimum { members.append(.init(excludesMinimum ? "exclusiveMinimum" : "minimum", bound(minimum))) }
    if let maximum { members.append(.init("maximum", bound(maximum))) }
    return members
  }

  private func bound(_ value: Double) -> JSONValue { Int(exactly: value).map(JSONValue.integer) ?? .number(value) }
}

extension FieldDeclaration {
  /// Values that show a notation of which the kind of value says nothing.
  var examples: [JSONValue] {
    guard case .relative = type else { return type.examples }
    // Ranks and alphas go with the rank, rates with the U-Net's.
    return path.hasPrefix(NetworkFields.block.key) ? [16, "rank/2"] : [1e-4, "unet_lr/10"]
  }

  /// The first example that is a text, such as `rank/2`.
  var textExample: String? {
    examples.lazy.compactMap { if case .string(let text) = $0 { text } else { nil } }.first
  }
}

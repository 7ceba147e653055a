internal import LoracJSON
internal import LoracKohyaArguments
internal import LoracRecipe

/// The schema of the `kohya` block, made from kohya's argument table.
enum KohyaSchema {
  /// One property for each argument that has no field of its own.
  static let schema: [JSONValue.Member] = {
    let arguments = KohyaArgumentTable.current.all.filter { KohyaBlock.firstClass($0.name) == nil }
    let properties = arguments.sorted { $0.name < $1.name }.map { argument in
      JSONValue.Member(argument.name, .object(argument.documented(SchemaShape.nullable(argument.schema))))
    }
    return [
      .init("type", "object"), .init("properties", .object(properties)), .init("additionalProperties", false),
    ]
  }()
}

extension KohyaArgument {
  fileprivate func documented(_ schema: [JSONValue.Member]) -> [JSONValue.Member] {
    var text = "kohya's --\(name)"
    if scripts == [.sdxl] { text += ", only of sdxl_train_network.py" }
    if scripts == [.sd] { text += ", only of train_network.py" }
    let replacement = KohyaArgumentTable.replacements[name]
    if let replacement { text += "; replaced by \(replacement)" }
    var members: [JSONValue.Member] = [.init("description", .string(text + "."))]
    if replacement != nil { members.append(.init("deprecated", true)) }
    if defaultValue != .null { members.append(.init("default", defaultValue)) }
    return members + schema
  }

  fileprivate var schema: [JSONValue.Member] {
    if kind == .storeTrue || kind == .storeFalse { return [.init("type", "boolean")] }
    guard takesList || kind == .append else { return one }
    return SchemaShape.anyOf([one, [.init("type", "array"), .init("items", .object(one))]])
  }

  /// The schema of a single value; see `KohyaArgument.check(_:)` for its reasons.
  private var one: [JSONValue.Member] {
    if let choices { return [.init("enum", .array(choices.filter { $0 != .null }))] }
    switch type {
    case .integer: return SchemaShape.integer(Int.min...Int.max)
    case .float where takesList:
      // Python writes these with an exponent, which argparse takes for an option behind a minus.
      return SchemaShape.anyOf([
        [.init("type", "number"), .init("minimum", 0)],
        [.init("type", "number"), .init("exclusiveMinimum", -1e16), .init("maximum", -1e-4)],
      ])
    case .float: return [.init("type", "number")]
    case .string, .path: return takesList ? listedText : text(not: ["const": "--"])
    case .integerOrFloat:
      return SchemaShape.anyOf([
        SchemaShape.integer(1...Int.max), [.init("type", "number"), .init("exclusiveMaximum", 1)],
        [.init("type", "string")],
      ])
    }
  }

  /// A dash begins an option where values follow the flag one by one, unless a negative number follows it.
  private var listedText: [JSONValue.Member] {
    text(not: ["pattern": "^-[\\s\\S]*\\n"])
      + [.init("pattern", "^($|[^-]|-$|-[0-9]+$|-[0-9]*\\.[0-9]+$)")]
  }

  private func text(not excluded: JSONValue) -> [JSONValue.Member] {
    [.init("type", "string"), .init("not", ["type": "string", "anyOf": [excluded, ["pattern": "\\x00"]]])]
  }
}

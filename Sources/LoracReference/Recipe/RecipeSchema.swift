package import LoracJSON
internal import LoracSchema

/// The JSON Schema of a recipe, made from the declared fields; `schemas/recipe.schema.json` is its text.
///
/// It accepts exactly the files that pass the schema stage: those that get no error LR02xx, LR0311 to LR0313, and state
/// `lorac`. YAML's `.nan` and `.inf` are no values of JSON, so the schema says nothing about them; lorac refuses them.
package enum RecipeSchema {
  /// The schema, in draft 2020-12.
  package static let schema: JSONValue = {
    let header: [JSONValue.Member] = [
      .init("$schema", "https://json-schema.org/draft/2020-12/schema"),
      .init("$id", .string("urn:lorac:schema:recipe:\(RecipeFields.languageVersion)")),
      .init("title", "lorac recipe"),
    ]
    let recipe = object(RecipeFields.recipe, required: RecipeFields.lorac.declaration.key)
    return .object(header + recipe)
  }()

  /// The text of `schemas/recipe.schema.json`.
  package static var text: String { schema.serialized(pretty: true) + "\n" }

  /// The schema of a mapping that may not be null, and in which `required` may neither be missing nor null.
  static func object(_ block: Block, required: String?) -> [JSONValue.Member] {
    let properties = block.entries.map { entry in
      let schema = schema(of: entry)
      return JSONValue.Member(entry.key, .object(entry.key == required ? schema : SchemaShape.nullable(schema)))
    }
    var members: [JSONValue.Member] = [
      .init("description", .string(block.documentation)), .init("type", "object"),
      .init("properties", .object(properties)), .init("additionalProperties", false),
    ]
    if let required { members.append(.init("required", [.string(required)])) }
    return members
  }

  /// The schema of an item of a list.
  static func item(_ block: Block) -> [JSONValue.Member] {
    switch block.item {
    case .first: return object(block, required: block.entries.first?.key)
    case .exactlyOne(let keys):
      // A null counts as absent, here as elsewhere.
      let stated = keys.map { key -> JSONValue in
        ["required": [.string(key)], "properties": .object([.init(key, ["not": ["type": "null"]])])]
      }
      return object(block, required: nil) + [.init("oneOf", .array(stated))]
    }
  }

  private static func schema(of entry: Block.Entry) -> [JSONValue.Member] {
    switch entry {
    case .block(let block): return object(block, required: nil)
    case .field(let field):
      var members: [JSONValue.Member] = [.init("description", .string(description(of: field)))]
      if let value = field.defaultValue { members.append(.init("default", value.json)) }
      if !field.examples.isEmpty { members.append(.init("examples", .array(field.examples))) }
      return members + field.type.schema
    }
  }

  /// The documentation with what kohya calls it.
  private static func description(of field: FieldDeclaration) -> String {
    var text = field.documentation
    if !field.kohyaArguments.isEmpty {
      text += " kohya: " + field.kohyaArguments.map { "--\($0)" }.joined(separator: ", ")
      text += field.kohyaDefault.map { " (default \($0))." } ?? "."
    } else if let value = field.kohyaDefault {
      text += " kohya's default: \(value)."
    }
    return text
  }
}

extension SettingValue {
  /// The value as a recipe would state it in JSON.
  var json: JSONValue {
    switch self {
    case .reset, .invalid: .null
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .number(let value): Int(exactly: value).map(JSONValue.integer) ?? .number(value)
    case .size(let width, let height) where width == height: .integer(width)
    case .steps(0): 0
    case .list(let values): .array(values.map(\.json))
    case .string, .size, .epochs, .steps, .fraction, .relative: .string(plainText)
    case .record(let settings):
      .object(settings.paths.compactMap { path in settings[path].map { .init(path, $0.value.json) } })
    }
  }

  /// The description, without the quotes that YAML wants around an empty text.
  private var plainText: String {
    if case .string(let text) = self { text } else { description }
  }
}

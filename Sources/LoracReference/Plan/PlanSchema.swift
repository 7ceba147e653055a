package import LoracJSON

/// The JSON Schema of a plan as `lorac plan --format json` writes it; `schemas/plan.schema.json` is its text.
///
/// Every key is always there: what a plan does not have is null.
package enum PlanSchema {
  /// The schema, in draft 2020-12.
  package static let schema: JSONValue = {
    var members: [JSONValue.Member] = [
      .init("$schema", "https://json-schema.org/draft/2020-12/schema"),
      .init("$id", "urn:lorac:schema:plan:1"),
      .init("title", "lorac plan"),
    ]
    let objects = trainingObjects + stepsObjects + settingsObjects + outputObjects + dataObjects
    if let plan = objects.first { members += plan.schemaMembers }
    let definitions = objects.dropFirst().map { JSONValue.Member($0.name, .object($0.schemaMembers)) }
    members.append(.init("$defs", .object(definitions)))
    return .object(members)
  }()

  /// The text of `schemas/plan.schema.json`.
  package static var text: String { schema.serialized(pretty: true) + "\n" }

  /// Every key with its documentation, as `BucketPlan.width` for the members of nested types.
  package static var documentation: [(key: String, text: String)] {
    (trainingObjects + stepsObjects + settingsObjects + outputObjects + dataObjects).flatMap { object in
      object.members.map { ("\(object.name).\($0.key)", $0.documentation) }
    }
  }
}

/// One JSON object of a plan; its name is that of the Swift type.
struct PlanObject: Sendable {
  let name: String
  let documentation: String
  let members: [PlanMember]

  init(_ name: String, _ documentation: String, _ members: [PlanMember]) {
    self.name = name
    self.documentation = documentation
    self.members = members
  }

  /// The object's own schema.
  var schemaMembers: [JSONValue.Member] {
    [
      .init("description", .string(documentation)),
      .init("type", "object"),
      .init("properties", .object(members.map { .init($0.key, $0.schema) })),
      .init("required", .array(members.map { .string($0.key) })),
      .init("additionalProperties", false),
    ]
  }
}

/// One key of an object of a plan.
struct PlanMember: Sendable {
  let key: String
  let type: PlanValueType
  let documentation: String

  init(_ key: String, _ type: PlanValueType, _ documentation: String) {
    self.key = key
    self.type = type
    self.documentation = documentation
  }

  var schema: JSONValue {
    guard case .object(let members) = type.schema else { return type.schema }
    return .object([.init("description", .string(documentation))] + members)
  }
}

/// What the value of a key of a plan is.
indirect enum PlanValueType: Sendable {
  case boolean, integer, number, string
  /// One of several words.
  case words([String])
  /// `2 epochs` or `500 steps`.
  case interval
  /// Steps, or `{"fraction": 0.05}`.
  case warmup
  /// A value of one of kohya's types, or a list of them.
  case kohyaValue
  case list(PlanValueType)
  case optional(PlanValueType)
  /// A ``PlanObject`` by its name.
  case object(String)

  var schema: JSONValue {
    switch self {
    case .boolean: ["type": "boolean"]
    case .integer: ["type": "integer"]
    case .number: ["type": "number"]
    case .string: ["type": "string"]
    case .words(let words): ["enum": .array(words.map(JSONValue.string))]
    case .interval: ["type": "string", "pattern": "^(1 (epoch|step)|([2-9]|[1-9][0-9]+) (epochs|steps))$"]
    case .warmup:
      [
        "anyOf": [
          ["type": "integer", "minimum": 0],
          [
            "type": "object", "properties": ["fraction": ["type": "number", "minimum": 0, "maximum": 1]],
            "required": ["fraction"], "additionalProperties": false,
          ],
        ]
      ]
    case .kohyaValue:
      ["type": ["boolean", "number", "string", "array"], "items": ["type": ["boolean", "number", "string"]]]
    case .list(let element): ["type": "array", "items": element.schema]
    case .object(let name): ["$ref": .string("#/$defs/\(name)")]
    case .optional(let type): ["anyOf": [type.schema, ["type": "null"]]]
    }
  }
}

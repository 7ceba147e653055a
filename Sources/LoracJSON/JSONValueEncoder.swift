/// Turns `Encodable` values into JSON values without Foundation.
///
/// Keys keep the order in which they are encoded; the keys of a dictionary are sorted, so that equal values give equal
/// JSON. Doubles that are not finite and integers beyond 64 bits are refused.
package enum JSONValueEncoder {
  /// The JSON value of `value`, or an `EncodingError`.
  package static func encode<Value: Encodable>(_ value: Value, options: JSONCodingOptions = []) throws -> JSONValue {
    try encode(value, options, at: CodingPath.root)
  }

  /// The JSON value of a part of a value.
  static func encode<Value: Encodable>(
    _ value: Value, _ options: JSONCodingOptions, at path: CodingPath
  ) throws -> JSONValue {
    if Value.self == JSONValue.self, let value = value as? JSONValue { return value }
    let encoder = TreeEncoder(options, path)
    try value.encode(to: encoder)
    let result = encoder.branch.value
    guard encoder.isDictionary, case .object(var members) = result else { return result }
    members.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return .object(members)
  }
}

/// A value under construction; a class because containers handed out earlier may still grow.
final class Branch {
  private enum Content {
    case empty
    case value(JSONValue)
    case array([Element])
    case object([(key: String, element: Element)])
  }
  enum Element {
    case value(JSONValue)
    case branch(Branch)

    var value: JSONValue {
      switch self {
      case .value(let value): value
      case .branch(let branch): branch.value
      }
    }
  }

  private var content = Content.empty

  /// The finished value; an empty object if nothing was encoded.
  var value: JSONValue {
    switch content {
    case .empty: .object([])
    case .value(let value): value
    case .array(let elements): .array(elements.map(\.value))
    case .object(let members): .object(members.map { JSONValue.Member($0.key, $0.element.value) })
    }
  }

  var count: Int {
    if case .array(let elements) = content { elements.count } else { 0 }
  }

  func set(_ value: JSONValue) { content = .value(value) }

  func beginArray() {
    if case .array = content { return }
    content = .array([])
  }

  func beginObject() {
    if case .object = content { return }
    content = .object([])
  }

  func append(_ element: Element) {
    guard case .array(var elements) = content else { return }
    content = .empty
    elements.append(element)
    content = .array(elements)
  }

  func append(_ element: Element, key: String) {
    guard case .object(var members) = content else { return }
    content = .empty
    members.append((key, element))
    content = .object(members)
  }
}

/// The standard library's face of a branch.
final class TreeEncoder: Encoder {
  let branch = Branch()
  let options: JSONCodingOptions
  let path: CodingPath
  /// Whether the value itself is a dictionary, whose keys are written as they are.
  private(set) var isDictionary = false
  var userInfo: [CodingUserInfoKey: Any] { [:] }
  var codingPath: [any CodingKey] { path.keys }

  init(_ options: JSONCodingOptions, _ path: CodingPath) {
    self.options = options
    self.path = path
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    isDictionary = DictionaryKeys.areKeys(type)
    branch.beginObject()
    return KeyedEncodingContainer(ObjectEncoding<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    branch.beginArray()
    return ArrayEncoding(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { ValueEncoding(encoder: self) }
}

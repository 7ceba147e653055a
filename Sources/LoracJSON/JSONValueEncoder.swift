/// Turns `Encodable` values into JSON values without Foundation.
///
/// Keys keep the order in which they are encoded, under the names of the `CodingKeys`; the keys of a dictionary are
/// sorted, so that equal values give equal JSON. Doubles that are not finite and integers beyond 64 bits are refused.
package enum JSONValueEncoder {
  /// The JSON value of `value`, or an `EncodingError`.
  package static func encode<Value: Encodable>(_ value: Value) throws -> JSONValue {
    try encode(value, at: CodingPath.root)
  }

  /// The JSON value of a part of a value.
  static func encode<Value: Encodable>(_ value: Value, at path: CodingPath) throws -> JSONValue {
    if let value = value as? JSONValue { return value }
    let encoder = TreeEncoder(path)
    try value.encode(to: encoder)
    let result = encoder.branch.value
    guard value is any StringDictionary, case .object(var members) = result else { return result }
    members.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return .object(members)
  }
}

/// Marks dictionaries, whose order is not the same in two runs.
private protocol StringDictionary {}
extension Dictionary: StringDictionary where Key == String {}

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
  let branch: Branch
  let path: CodingPath
  var userInfo: [CodingUserInfoKey: Any] { [:] }
  var codingPath: [any CodingKey] { path.keys }

  init(_ path: CodingPath, _ branch: Branch = Branch()) {
    self.path = path
    self.branch = branch
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    branch.beginObject()
    return KeyedEncodingContainer(ObjectEncoding<Key>(branch: branch, path: path))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    branch.beginArray()
    return ArrayEncoding(branch: branch, path: path)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { ValueEncoding(branch: branch, path: path) }
}

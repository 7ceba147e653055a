/// The standard library's face of a JSON value.
struct TreeDecoder: Decoder {
  let json: JSONValue
  let options: JSONCodingOptions
  let path: CodingPath
  var userInfo: [CodingUserInfoKey: Any] { [:] }
  var codingPath: [any CodingKey] { path.keys }

  init(_ json: JSONValue, _ options: JSONCodingOptions, _ path: CodingPath) {
    self.json = json
    self.options = options
    self.path = path
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = json else { throw DecodingError.mismatch(type, "an object", json, path) }
    return KeyedDecodingContainer(ObjectDecoding<Key>(members: MemberLookup(members), decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = json else { throw DecodingError.mismatch([Any].self, "a list", json, path) }
    return ArrayDecoding(elements: elements, decoder: self)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { ValueDecoding(decoder: self) }
}

/// Finds members by key; fastest when they are asked for in order, as synthesized decoding does.
private final class MemberLookup {
  let members: [JSONValue.Member]
  private var next = 0
  private var indexByKey: [String: Int] = [:]

  init(_ members: [JSONValue.Member]) { self.members = members }

  subscript(key: String) -> JSONValue? {
    if next < members.count, members[next].key == key {
      next += 1
      return members[next - 1].value
    }
    guard let index = index(of: key) else { return nil }
    next = index + 1
    return members[index].value
  }

  private func index(of key: String) -> Int? {
    if members.count <= 16 { return members.firstIndex { $0.key == key } }
    if indexByKey.isEmpty {
      indexByKey = Dictionary(members.indices.map { (members[$0].key, $0) }, uniquingKeysWith: { first, _ in first })
    }
    return indexByKey[key]
  }
}

/// Decodes the members of an object.
private struct ObjectDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let members: MemberLookup
  let decoder: TreeDecoder
  var path: CodingPath { decoder.path }
  var codingPath: [any CodingKey] { path.keys }
  var allKeys: [Key] { members.members.compactMap { Key(stringValue: $0.key) } }

  func contains(_ key: Key) -> Bool { members[name(key)] != nil }

  func decodeNil(forKey key: Key) throws -> Bool { try member(key) == .null }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try JSONValueDecoder.decode(type, from: member(key), decoder.options, at: path.appending(key))
  }

  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    guard let json = members[name(key)], json != .null else { return nil }
    return try JSONValueDecoder.decode(type, from: json, decoder.options, at: path.appending(key))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try decoder(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }

  func superDecoder() -> any Decoder {
    TreeDecoder(members["super"] ?? .null, decoder.options, path.appending(.key("super")))
  }
  func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

  private func name(_ key: Key) -> String {
    DictionaryKeys.areKeys(Key.self) ? key.stringValue : decoder.options.name(key)
  }

  private func decoder(_ key: Key) throws -> TreeDecoder {
    TreeDecoder(try member(key), decoder.options, path.appending(key))
  }

  private func member(_ key: Key) throws -> JSONValue {
    if let json = members[name(key)] { return json }
    throw DecodingError.keyNotFound(key, .init(codingPath: path.keys, debugDescription: "missing key"))
  }
}

/// Decodes the elements of a list.
private struct ArrayDecoding: UnkeyedDecodingContainer {
  let elements: [JSONValue]
  let decoder: TreeDecoder
  var path: CodingPath { decoder.path }
  var currentIndex = 0
  var codingPath: [any CodingKey] { path.keys }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }
  private var place: CodingPath { path.appending(.index(currentIndex)) }

  mutating func decodeNil() throws -> Bool {
    guard try current() == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let value = try JSONValueDecoder.decode(type, from: current(), decoder.options, at: place)
    currentIndex += 1
    return value
  }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
    try superDecoder().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try superDecoder().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder {
    let element = TreeDecoder(try current(), decoder.options, place)
    currentIndex += 1
    return element
  }

  private func current() throws -> JSONValue {
    if !isAtEnd { return elements[currentIndex] }
    let message = "expected more than \(elements.count) elements"
    throw DecodingError.valueNotFound(JSONValue.self, .init(codingPath: path.keys, debugDescription: message))
  }
}

/// Decodes one value that is no container.
private struct ValueDecoding: SingleValueDecodingContainer {
  let decoder: TreeDecoder
  var codingPath: [any CodingKey] { decoder.path.keys }

  func decodeNil() -> Bool { decoder.json == .null }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try JSONValueDecoder.decode(type, from: decoder.json, decoder.options, at: decoder.path)
  }
}

/// Encodes the members of an object.
struct ObjectEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let branch: Branch
  let path: CodingPath
  var codingPath: [any CodingKey] { path.keys }

  func encodeNil(forKey key: Key) { branch.append(.value(.null), key: key.stringValue) }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    let converted = try convert(value) { path.appending(key) }
    branch.append(.value(converted), key: key.stringValue)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    child(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { child(key).unkeyedContainer() }

  func superEncoder() -> any Encoder { child(CodingPath.Step.key("super")) }
  func superEncoder(forKey key: Key) -> any Encoder { child(key) }

  private func child(_ key: some CodingKey) -> TreeEncoder {
    let encoder = TreeEncoder(path.appending(key))
    branch.append(.branch(encoder.branch), key: key.stringValue)
    return encoder
  }
}

/// Encodes the elements of a list.
struct ArrayEncoding: UnkeyedEncodingContainer {
  let branch: Branch
  let path: CodingPath
  var codingPath: [any CodingKey] { path.keys }
  var count: Int { branch.count }

  func encodeNil() { branch.append(.value(.null)) }

  func encode<Value: Encodable>(_ value: Value) throws {
    branch.append(.value(try convert(value) { path.appending(.index(count)) }))
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    child().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { child().unkeyedContainer() }
  func superEncoder() -> any Encoder { child() }

  private func child() -> TreeEncoder {
    let encoder = TreeEncoder(path.appending(.index(count)))
    branch.append(.branch(encoder.branch))
    return encoder
  }
}

/// Encodes one value that is no container.
struct ValueEncoding: SingleValueEncodingContainer {
  let branch: Branch
  let path: CodingPath
  var codingPath: [any CodingKey] { path.keys }

  func encodeNil() { branch.set(.null) }
  func encode<Value: Encodable>(_ value: Value) throws { branch.set(try convert(value) { path }) }
}

/// The JSON value of `value`; the path is only made where it is needed.
private func convert<Value: Encodable>(_ value: Value, _ path: () -> CodingPath) throws -> JSONValue {
  guard let convertible = value as? any JSONConvertible else { return try JSONValueEncoder.encode(value, at: path()) }
  if let json = convertible.jsonValue { return json }
  let context = EncodingError.Context(codingPath: path().keys, debugDescription: "JSON has no number \(value)")
  throw EncodingError.invalidValue(value, context)
}

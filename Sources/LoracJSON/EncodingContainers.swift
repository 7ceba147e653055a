/// Encodes the members of an object.
struct ObjectEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: TreeEncoder
  var branch: Branch { encoder.branch }
  var path: CodingPath { encoder.path }
  var codingPath: [any CodingKey] { path.keys }

  func encodeNil(forKey key: Key) { branch.append(.value(.null), key: name(key)) }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    let converted = try convert(value, encoder.options) { path.appending(key) }
    branch.append(.value(converted), key: name(key))
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
    let child = TreeEncoder(encoder.options, path.appending(key))
    branch.append(.branch(child.branch), key: name(key))
    return child
  }

  private func name(_ key: some CodingKey) -> String {
    encoder.isDictionary ? key.stringValue : encoder.options.name(key)
  }
}

// A generic method does not stand for the requirements of each type, and what they do by default leaves nil out.
extension ObjectEncoding {
  func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: String?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws { try encodeOptional(value, key) }

  private func encodeOptional(_ value: (some Encodable)?, _ key: Key) throws {
    if let value {
      try encode(value, forKey: key)
    } else if encoder.options.contains(.explicitNull) {
      encodeNil(forKey: key)
    }
  }
}

/// Encodes the elements of a list.
struct ArrayEncoding: UnkeyedEncodingContainer {
  let encoder: TreeEncoder
  var branch: Branch { encoder.branch }
  var path: CodingPath { encoder.path }
  var codingPath: [any CodingKey] { path.keys }
  var count: Int { branch.count }

  func encodeNil() { branch.append(.value(.null)) }

  func encode<Value: Encodable>(_ value: Value) throws {
    branch.append(.value(try convert(value, encoder.options) { path.appending(.index(count)) }))
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    child().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { child().unkeyedContainer() }
  func superEncoder() -> any Encoder { child() }

  private func child() -> TreeEncoder {
    let child = TreeEncoder(encoder.options, path.appending(.index(count)))
    branch.append(.branch(child.branch))
    return child
  }
}

/// Encodes one value that is no container.
struct ValueEncoding: SingleValueEncodingContainer {
  let encoder: TreeEncoder
  var branch: Branch { encoder.branch }
  var path: CodingPath { encoder.path }
  var codingPath: [any CodingKey] { path.keys }

  func encodeNil() { branch.set(.null) }
  func encode<Value: Encodable>(_ value: Value) throws { branch.set(try convert(value, encoder.options) { path }) }
}

/// The JSON value of `value`; the path is only made where it is needed.
private func convert<Value: Encodable>(
  _ value: Value, _ options: JSONCodingOptions, _ path: () -> CodingPath
) throws -> JSONValue {
  guard let convertible = JSONLeaf.value(value) else { return try JSONValueEncoder.encode(value, options, at: path()) }
  if let json = convertible.jsonValue { return json }
  let context = EncodingError.Context(codingPath: path().keys, debugDescription: "JSON has no number \(value)")
  throw EncodingError.invalidValue(value, context)
}

extension JSONValue: Codable {
  /// Reads any JSON value.
  package init(from decoder: any Decoder) throws {
    guard let tree = decoder as? TreeDecoder else {
      let message = "a JSON value can only be read by JSONValueDecoder"
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: message))
    }
    self = tree.json
  }

  /// Writes the value as it is.
  package func encode(to encoder: any Encoder) throws {
    guard let tree = encoder as? TreeEncoder else {
      let message = "a JSON value can only be written by JSONValueEncoder"
      throw EncodingError.invalidValue(self, .init(codingPath: encoder.codingPath, debugDescription: message))
    }
    tree.branch.set(self)
  }
}

/// Why a JSON value does not have the form that a type wants, and where.
package struct JSONDecodingFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The place, as in `saves[3].bytes`; empty for the whole value.
  package let path: String
  /// One phrase, as in `expected an integer, found a string`.
  package let message: String

  /// A failure at `path`.
  package init(path: String, message: String) {
    self.path = path
    self.message = message
  }

  /// The place and the message, as in `saves[3].bytes: expected an integer, found a string`.
  package var description: String { path.isEmpty ? message : "\(path): \(message)" }
}

/// Turns JSON values into `Decodable` values without Foundation; keys that a type does not ask for are passed over.
package enum JSONValueDecoder {
  /// The value of type `type` that `json` describes.
  ///
  /// An integer is accepted where a `Double` is wanted, but never the reverse.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from json: JSONValue, options: JSONCodingOptions = []
  ) throws(JSONDecodingFailure) -> Value {
    do {
      return try decode(type, from: json, options, at: CodingPath.root)
    } catch let error as DecodingError {
      throw JSONDecodingFailure(error)
    } catch {
      throw JSONDecodingFailure(path: "", message: "\(error)")
    }
  }

  /// Decodes a part of a value.
  static func decode<Value: Decodable>(
    _ type: Value.Type, from json: JSONValue, _ options: JSONCodingOptions, at path: @autoclosure () -> CodingPath
  ) throws -> Value {
    if let convertible = JSONLeaf.type(type) {
      guard let value = convertible.init(json: json) as? Value else {
        throw DecodingError.mismatch(type, convertible.jsonName, json, path())
      }
      return value
    }
    if type == JSONValue.self, let json = json as? Value { return json }
    return try Value(from: TreeDecoder(json, options, path()))
  }
}

extension JSONValue {
  /// The word for the value's kind in messages: "a list", "an object", "an integer", ….
  package var kindName: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

extension DecodingError {
  /// The error that `json` is not `wanted`; numbers show their value, since they may be out of range.
  static func mismatch(_ type: Any.Type, _ wanted: String, _ json: JSONValue, _ path: CodingPath) -> DecodingError {
    let found =
      switch json {
      case .integer, .number: json.serialized()
      default: json.kindName
      }
    let message = "expected \(wanted), found \(found)"
    return .typeMismatch(type, Context(codingPath: path.keys, debugDescription: message))
  }
}

extension JSONDecodingFailure {
  /// Words the standard library's error.
  fileprivate init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context):
      self.init(path: Self.text(context.codingPath), message: "the key '\(key.stringValue)' is missing")
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      self.init(path: Self.text(context.codingPath), message: context.debugDescription)
    @unknown default:
      self.init(path: "", message: "\(error)")
    }
  }

  private static func text(_ path: [any CodingKey]) -> String {
    path.reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
  }
}

internal import LoracJSON

/// Pieces of JSON Schema as members of an object.
enum SchemaShape {
  /// A schema that also accepts null.
  static func nullable(_ schema: [JSONValue.Member]) -> [JSONValue.Member] {
    var schema = schema
    for index in schema.indices {
      switch (schema[index].key, schema[index].value) {
      case ("anyOf", .array(let alternatives)):
        schema[index].value = .array(alternatives + [["type": "null"]])
        return schema
      case ("enum", .array(let values)):
        schema[index].value = .array(values + [.null])
        return schema
      case ("type", .string(let type)):
        schema[index].value = .array([.string(type), "null"])
        return schema
      default: break
      }
    }
    return schema
  }

  /// The first alternative that fits; those that are choices of their own are taken apart.
  static func anyOf(_ alternatives: [[JSONValue.Member]]) -> [JSONValue.Member] {
    let flat = alternatives.flatMap { alternative -> [JSONValue] in
      guard alternative.count == 1, alternative[0].key == "anyOf", case .array(let inner) = alternative[0].value else {
        return [.object(alternative)]
      }
      return inner
    }
    let words = flat.map { schema -> [JSONValue]? in
      guard case .object(let members) = schema, members.count == 1, case .array(let values)? = schema["enum"] else {
        return nil
      }
      return values
    }
    // Several lists of words are one.
    if words.allSatisfy({ $0 != nil }) { return [.init("enum", .array(words.compactMap(\.self).flatMap(\.self)))] }
    return [.init("anyOf", .array(flat))]
  }

  /// A text that matches a whole pattern.
  ///
  /// `$` stands before a line feed at the end, too, in some validators, so that a line feed is excluded by itself; null
  /// must not run into that.
  static func text(matching pattern: String) -> [JSONValue.Member] {
    [
      .init("type", "string"), .init("pattern", .string(pattern)),
      .init("not", ["type": "string", "pattern": "\\n"]),
    ]
  }

  /// A whole number in bounds; those of 64 bits are bounds, too.
  static func integer(_ range: ClosedRange<Int>) -> [JSONValue.Member] {
    if range.lowerBound == range.upperBound { return [.init("enum", [.integer(range.lowerBound)])] }
    return [
      .init("type", "integer"), .init("minimum", .integer(range.lowerBound)),
      .init("maximum", .integer(range.upperBound)),
    ]
  }
}

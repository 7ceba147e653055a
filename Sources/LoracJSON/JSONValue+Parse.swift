extension JSONValue {
  /// Reads a JSON text (RFC 8259) that holds exactly one value.
  ///
  /// Refused are, besides what is no JSON: invalid UTF-8, a byte order mark, equal keys in one object, texts, nesting and
  /// counts above `limits`, and numbers above a double's range. Integers beyond 64 bits become the nearest `number`. An
  /// escaped lone surrogate becomes U+FFFD. An escaped U+0000 is fine in values but not in keys.
  package static func parse(_ bytes: Span<UInt8>, limits: JSONLimits = JSONLimits()) throws(JSONError) -> JSONValue {
    guard bytes.count <= limits.byteCount else {
      throw JSONError(byteOffset: limits.byteCount, message: "larger than \(limits.byteCount) bytes")
    }
    do {
      _ = try UTF8Span(validating: bytes)
    } catch {
      throw JSONError(byteOffset: error.byteOffsets.lowerBound, message: "invalid UTF-8")
    }
    let check = try LexicalCheck(bytes, limits)
    let value = try Tokener(depth: limits.depth).parse(bytes, misreadPairs: check.misreadPairs)
    guard value.memberCount == check.memberCount else { throw DuplicateKey.find(in: bytes) }
    return value.copied(check.extremeIntegers)
  }

  /// Reads a JSON text (RFC 8259) that holds exactly one value; see `parse(_:limits:)` of a span.
  package static func parse(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) -> JSONValue {
    try parse(bytes.span, limits: limits)
  }

  /// Reads a JSON text (RFC 8259) that holds exactly one value; see `parse(_:limits:)` of a span.
  package static func parse(_ text: String, limits: JSONLimits = JSONLimits()) throws(JSONError) -> JSONValue {
    try parse(Array(text.utf8), limits: limits)
  }
}

internal import CJSONC

/// Owns one json-c tokener; together with `TokenerValue` the only unsafe code of this target.
struct Tokener: ~Copyable {
  private let handle: UnsafeMutablePointer<json_tokener>

  /// A strict tokener that refuses nesting deeper than `depth`.
  init(depth: Int) throws(JSONError) {
    guard let handle = json_tokener_new_ex(Int32(clamping: depth)) else {
      throw JSONError(byteOffset: 0, message: "out of memory")
    }
    json_tokener_set_flags(handle, JSON_TOKENER_STRICT)
    self.handle = handle
  }

  deinit { json_tokener_free(handle) }

  /// Reads one value that fills `bytes` up to blanks, giving json-c the characters themselves for `misreadPairs`.
  func parse(_ bytes: Span<UInt8>, misreadPairs: [Int] = []) throws(JSONError) -> TokenerValue {
    var start = 0
    for pair in misreadPairs {
      // A pair stands in a string, so that the text goes on whatever the value is.
      guard read(bytes.extracting(start..<pair)).isOpen, let character = EscapedUnit.misreadPair(bytes, at: pair) else {
        throw error(after: start, in: bytes)
      }
      _ = read(Array(String(character).utf8).span)
      start = pair + EscapedUnit.pairLength
    }
    var value = read(bytes.extracting(start..<bytes.count)).value
    if json_tokener_get_error(handle) == json_tokener_continue {
      // json-c cannot know that a number or the text has ended until it sees a NUL byte.
      start = bytes.count
      value = json_tokener_parse_ex(handle, "", 1)
    }
    let owner = TokenerValue(owning: value)
    guard json_tokener_get_error(handle) == json_tokener_success else { throw error(after: start, in: bytes) }
    return owner
  }

  /// Gives json-c the next bytes; a value comes out once it is complete.
  private func read(_ bytes: Span<UInt8>) -> (value: OpaquePointer?, isOpen: Bool) {
    let value = bytes.withUnsafeBytes { buffer -> OpaquePointer? in
      json_tokener_parse_ex(handle, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
    }
    return (value, json_tokener_get_error(handle) == json_tokener_continue)
  }

  /// What json-c found wrong in the bytes that it was given last, those from `start` on.
  private func error(after start: Int, in bytes: Span<UInt8>) -> JSONError {
    let place = min(start + json_tokener_get_parse_end(handle), bytes.count)
    return JSONError(byteOffset: place, message: Self.message(json_tokener_get_error(handle)))
  }

  private static func message(_ error: json_tokener_error) -> String {
    switch error {
    case json_tokener_continue, json_tokener_error_parse_eof: "the text ends too early"
    case json_tokener_error_depth: "nested too deeply"
    case json_tokener_error_parse_string: "an unknown escape in a string"
    case json_tokener_error_parse_null: "unexpected word; 'null' was begun"
    case json_tokener_error_parse_boolean: "unexpected word; 'true' or 'false' was begun"
    case json_tokener_error_parse_array: "',' or ']' is expected"
    case json_tokener_error_parse_object_key_name: "a key in double quotes is expected"
    case json_tokener_error_parse_object_key_sep: "':' is expected"
    case json_tokener_error_parse_object_value_sep: "',' or '}' is expected"
    default: String(cString: json_tokener_error_desc(error))
    }
  }
}

/// Owns a json-c value.
struct TokenerValue: ~Copyable {
  private let root: OpaquePointer?

  /// Takes over one reference; nil stands for JSON's null.
  init(owning root: OpaquePointer?) { self.root = root }

  deinit { if let root { json_object_put(root) } }

  /// The number of members of all objects.
  var memberCount: Int { Self.memberCount(root) }

  private static func memberCount(_ value: OpaquePointer?) -> Int {
    switch json_object_get_type(value) {
    case json_type_array:
      (0..<json_object_array_length(value)).reduce(0) { $0 + memberCount(json_object_array_get_idx(value, $1)) }
    case json_type_object:
      members(of: value).reduce(0) { $0 + 1 + memberCount($1.value) }
    default: 0
    }
  }

  /// Copies the value; `extremeIntegers` are taken, in order, where json-c has clamped an integer or might have.
  func copied(_ extremeIntegers: [JSONValue]) -> JSONValue {
    var remaining = extremeIntegers[...]
    return Self.copy(root, &remaining)
  }

  private static func copy(_ value: OpaquePointer?, _ extremes: inout ArraySlice<JSONValue>) -> JSONValue {
    switch json_object_get_type(value) {
    case json_type_boolean: return .boolean(json_object_get_boolean(value) != 0)
    case json_type_double: return .number(json_object_get_double(value))
    case json_type_int:
      let integer = Int(json_object_get_int64(value))
      return integer == .max || integer == .min ? extremes.popFirst() ?? .integer(integer) : .integer(integer)
    case json_type_string:
      let length = Int(json_object_get_string_len(value))
      return .string(string(json_object_get_string(value), length))
    case json_type_array:
      let count = json_object_array_length(value)
      var elements: [JSONValue] = []
      elements.reserveCapacity(count)
      for index in 0..<count { elements.append(copy(json_object_array_get_idx(value, index), &extremes)) }
      return .array(elements)
    case json_type_object:
      var copies: [JSONValue.Member] = []
      copies.reserveCapacity(Int(json_object_object_length(value)))
      for member in members(of: value) { copies.append(.init(member.key, copy(member.value, &extremes))) }
      return .object(copies)
    default: return .null
    }
  }

  private static func string(_ characters: UnsafePointer<CChar>?, _ length: Int) -> String {
    guard let characters else { return "" }
    return String(decoding: UnsafeRawBufferPointer(start: characters, count: length), as: UTF8.self)
  }

  /// The members of a json-c object in the order they were written.
  private static func members(of object: OpaquePointer?) -> some Sequence<Entry> {
    sequence(state: json_object_get_object(object)?.pointee.head) { next -> Entry? in
      guard let entry = next else { return nil }
      next = entry.pointee.next
      return Entry(entry: entry)
    }
  }

  /// One member of a json-c object.
  private struct Entry {
    let entry: UnsafeMutablePointer<lh_entry>

    var key: String { String(cString: UnsafeRawPointer(entry.pointee.k).assumingMemoryBound(to: CChar.self)) }
    var value: OpaquePointer? { entry.pointee.v.map { OpaquePointer($0) } }
  }
}

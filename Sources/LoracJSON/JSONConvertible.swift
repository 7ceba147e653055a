/// A number, string or boolean of the standard library that stands for one JSON value.
protocol JSONConvertible: Sendable {
  /// What a message calls such a value.
  static var jsonName: String { get }
  /// The JSON value, or nil if JSON cannot hold it exactly.
  var jsonValue: JSONValue? { get }
  /// Reads exactly such a value; nil if `json` is another kind or out of range.
  init?(json: JSONValue)
}

extension JSONConvertible where Self: FixedWidthInteger {
  static var jsonName: String { Self.self == Int.self ? "an integer" : "an integer from \(min) to \(max)" }
  var jsonValue: JSONValue? { Int(exactly: self).map(JSONValue.integer) }
  init?(json: JSONValue) {
    guard case .integer(let integer) = json else { return nil }
    self.init(exactly: integer)
  }
}

extension Int: JSONConvertible {}
extension Int8: JSONConvertible {}
extension Int16: JSONConvertible {}
extension Int32: JSONConvertible {}
extension Int64: JSONConvertible {}
extension UInt: JSONConvertible {}
extension UInt8: JSONConvertible {}
extension UInt16: JSONConvertible {}
extension UInt32: JSONConvertible {}
extension UInt64: JSONConvertible {}

extension Double: JSONConvertible {
  static var jsonName: String { "a number" }
  var jsonValue: JSONValue? { isFinite ? .number(self) : nil }
  init?(json: JSONValue) {
    switch json {
    case .number(let number): self = number
    case .integer(let integer): self = Double(integer)
    default: return nil
    }
  }
}

extension Float: JSONConvertible {
  static var jsonName: String { "a number within 32-bit floats" }
  /// The double with the shortest text that reads back as this float: 0.1, not 0.10000000149011612.
  var jsonValue: JSONValue? { isFinite ? Double(description).map(JSONValue.number) : nil }
  init?(json: JSONValue) {
    guard let number = Double(json: json), number.magnitude <= Double(Float.greatestFiniteMagnitude) else { return nil }
    self.init(number)
  }
}

extension Bool: JSONConvertible {
  static var jsonName: String { "true or false" }
  var jsonValue: JSONValue? { .boolean(self) }
  init?(json: JSONValue) {
    guard case .boolean(let flag) = json else { return nil }
    self = flag
  }
}

extension String: JSONConvertible {
  static var jsonName: String { "a string" }
  var jsonValue: JSONValue? { .string(self) }
  init?(json: JSONValue) {
    guard case .string(let text) = json else { return nil }
    self = text
  }
}

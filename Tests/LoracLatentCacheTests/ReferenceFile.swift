import LoracJSON
import LoracTestSupport

/// The JSON file `name` beside these tests, written by a script in Tests/Tools.
func reference<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
  let here = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  let bytes = try readFile("\(here)/Reference/\(name)")
  return try JSONValueDecoder.decode(type, from: JSONValue.parse(bytes))
}

/// Bytes written as two hexadecimal digits each.
func bytes(hex: String) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(hex.utf8.count / 2)
  var high: UInt8?
  for digit in hex.utf8 {
    let value = digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
    if let first = high {
      result.append(first << 4 | value)
      high = nil
    } else {
      high = value
    }
  }
  return result
}

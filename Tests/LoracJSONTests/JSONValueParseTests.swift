import LoracJSON
import LoracTestSupport
import Testing

@Suite struct JSONValueParseTests {
  static let scalars: [(String, JSONValue)] = [
    ("null", .null), (" true ", .boolean(true)), ("false\n", .boolean(false)), ("0", .integer(0)), ("-0", .integer(0)),
    ("12", .integer(12)), ("-7", .integer(-7)),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775500", .integer(9_223_372_036_854_775_500)),
    ("9223372036854775808", .number(0x1p63)), ("18446744073709551615", .number(0x1p64)),
    ("1000000000000000019884624838656", .number(1e30)), ("-99999999999999999999", .number(-1e20)),
    ("1.5", .number(1.5)), ("1e-4", .number(1e-4)), ("1E+2", .number(100)), ("-0.0", .number(-0.0)),
    ("5e-324", .number(.leastNonzeroMagnitude)), ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)),
    ("1e-999", .number(0)),
    (#""""#, .string("")),
    (#""a\"\\\/\b\f\n\r\té\u00e9\ud83d\ude00""#, .string("a\"\\/\u{8}\u{c}\n\r\té\u{e9}\u{1F600}")),
    (#""a\u0000b""#, .string("a\0b")), (#""\ud800""#, .string("\u{FFFD}")),
  ]
  static let collections: [(String, JSONValue)] = [
    ("[]", []), ("{}", [:]), ("[1,[2,{}],null]", [1, [2, [:]], nil]),
    (#"{"b": 1, "a": {"b": [2]}}"#, ["b": 1, "a": ["b": [2]]]), (#"{"": 1}"#, ["": 1]),
    ("[99999999999999999999, 9223372036854775807, 5]", [.number(1e20), .integer(.max), 5]),
  ]

  @Test(arguments: scalars + collections)
  func accepts(_ text: String, _ value: JSONValue) throws {
    #expect(try JSONValue.parse(text) == value)
  }

  static let malformed: [(String, Int)] = [
    ("", 0), (" ", 1), ("[", 1), ("[1", 2), ("[1,", 3), ("[1,]", 3), ("{\"a\"", 4), ("{\"a\":1,}", 7), ("[1 2]", 3),
    ("{a:1}", 1), ("'a'", 0), ("01", 0), ("-01", 1), ("00", 0), ("1.", 2), ("-.5", 1), (".5", 0), ("+1", 0),
    ("1e", 2), ("1e+", 3), ("-", 1), ("0x10", 1), ("NaN", 0), ("[Infinity]", 1), ("-Infinity", 1), ("nUll", 1),
    ("/**/1", 0), ("1 2", 2), ("\"a", 2), ("\"\u{1}\"", 1), ("\"a\nb\"", 2), ("\"\\x\"", 2), ("\"\\u00\"", 5),
    ("1e999", 0), ("[1]]", 3), ("[1}", 2), ("\u{FEFF}1", 0), ("1\0", 1), ("\0", 0), ("{\"a\\u0000b\": 1}", 3),
    ("{\"a\":1,\"b\":{\"a\":1},\"a\":2}", 19), ("{\"a\":1,\"\\u0061\":2}", 7),
  ]

  @Test(arguments: malformed)
  func refuses(_ text: String, _ offset: Int) {
    let error = #expect(throws: JSONError.self) { try JSONValue.parse(text) }
    #expect(error?.byteOffset == offset, "\(error.map(String.init(describing:)) ?? "")")
  }

  @Test func refusesInvalidUTF8AtItsFirstByte() {
    for bytes: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80]] {
      let error = #expect(throws: JSONError.self) { try JSONValue.parse([0x22, 0x61] + bytes + [0x22]) }
      #expect(error?.byteOffset == 2)
    }
  }

  @Test func boundsNestingAndSize() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONValue.parse(nested(127))
    #expect(throws: JSONError.self) { try JSONValue.parse(nested(1_000_000)) }
    #expect(throws: JSONError.self) { try JSONValue.parse(String(repeating: "{\"a\":", count: 100_000)) }
    let error = #expect(throws: JSONError.self) { try JSONValue.parse("[1, 2]", limits: JSONLimits(byteCount: 4)) }
    #expect(error == JSONError(byteOffset: 4, message: "larger than 4 bytes"))
    let objects = "[" + String(repeating: "{},", count: 1_000_000) + "1]"
    #expect(throws: JSONError.self) { try JSONValue.parse(objects) }
    #expect(throws: JSONError.self) { try JSONValue.parse("[1,2,3]", limits: JSONLimits(valueCount: 2)) }
  }

  @Test func survivesMutationsOfAValidText() {
    let seed = Array(#"{"a": [1, -2.5e3, "x\u00e9\n", true, null], "b": {"c": "é", "d": [[]]}, "e": 1e308}"#.utf8)
    var generator = SplitMix(seed: 7)
    for _ in 0..<20_000 {
      var bytes = seed
      for _ in 0...Int.random(in: 0..<4, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
      }
      guard let value = try? JSONValue.parse(bytes) else { continue }
      #expect((try? JSONValue.parse(value.serializedBytes())) == value)
    }
  }
}

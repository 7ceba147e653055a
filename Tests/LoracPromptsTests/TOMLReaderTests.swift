import LoracJSON
import Testing

@testable import LoracPrompts

@Suite struct TOMLReaderTests {
  static func read(_ text: String) throws -> JSONValue {
    var reader = TOMLReader(text)
    return .object(try reader.table().map { JSONValue.Member($0.0, $0.1) })
  }

  /// Documents and what they say, as JSON.
  @Test(arguments: [
    ("", "{}"), ("a = 1 # b", #"{"a":1}"#), ("a.b = 'x'\na.c = true", #"{"a":{"b":"x","c":true}}"#),
    ("[a]\nb = 1.5\n[c.d]\ne = -3", #"{"a":{"b":1.5},"c":{"d":{"e":-3}}}"#),
    ("[[x]]\na = 1\n[[x]]\na = 2\n[x.y]\nb = 3", #"{"x":[{"a":1},{"a":2,"y":{"b":3}}]}"#),
    ("a = [1, # c\n 2,\n]", #"{"a":[1,2]}"#), ("a = { b = 1, c = { d = 'e' } }", #"{"a":{"b":1,"c":{"d":"e"}}}"#),
    (#"a = "x\t\"\u00e9\U0001F600""#, "{\"a\":\"x\\t\\\"é😀\"}"), ("'a b' = \"\"", #"{"a b":""}"#),
    ("a = '''\nx\n'y''''", #"{"a":"x\n'y'"}"#), ("a = \"\"\"x \\\n   y\"\"\"", #"{"a":"x y"}"#),
    ("a = 0x1F\r\nb = 0b11\r\nc = 1e3", #"{"a":31,"b":3,"c":1e3}"#), ("a = +1_000", #"{"a":1000}"#),
  ])
  func reads(_ text: String, _ json: String) throws {
    #expect(try Self.read(text) == JSONValue.parse(json))
  }

  @Test(arguments: [
    "a", "a =", "a = 1 b = 2", "a = 1\na = 2", "[a", "a = 'x", "a = [1", "a = {b = 1", "= 1", "a = \"\\q\"",
    "a = 1979-05-27",
    "a = inf", "a = 1\n[a]", "a = 1\n[[a]]", "a = \"x\ny\"",
  ])
  func refuses(_ text: String) {
    #expect(throws: TOMLReader.Failure.self) { try Self.read(text) }
  }

  @Test func refusesDepth() {
    #expect(throws: TOMLReader.Failure.self) { try Self.read("a = " + String(repeating: "[", count: 10_000)) }
  }
}

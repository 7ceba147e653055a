import LoracJSON
import LoracTestSupport
import Testing

@Suite struct JSONValueSerializeTests {
  @Test func writesCompactly() {
    let value: JSONValue = ["b": [1, 2.0, nil, true], "a": [:], "c": [], "é/": "\u{1}\n\"\\\u{7F}"]
    #expect(value.serialized() == #"{"b":[1,2.0,null,true],"a":{},"c":[],"é/":"\u0001\n\"\\"# + "\u{7F}\"}")
  }

  @Test func writesPretty() {
    let value: JSONValue = ["a": [1, ["b": []]], "c": [:]]
    #expect(
      value.serialized(pretty: true) == """
        {
          "a": [
            1,
            {
              "b": []
            }
          ],
          "c": {}
        }
        """)
  }

  @Test func numbersComeBackExactly() throws {
    var generator = SplitMix(seed: 3)
    for _ in 0..<20_000 {
      let number = Double(bitPattern: generator.next())
      guard number.isFinite else { continue }
      #expect(try JSONValue.parse(JSONValue.number(number).serialized()) == .number(number))
      let integer = Int(truncatingIfNeeded: generator.next())
      #expect(try JSONValue.parse(JSONValue.integer(integer).serialized()) == .integer(integer))
    }
    #expect(JSONValue.number(1e-4).serialized() == "0.0001")
    #expect(JSONValue.number(.infinity).serialized() == "null")
  }
}

import LoracJSON
import LoracMetadata
import Testing

@Suite struct PythonJSONTests {
  /// Values and what `json.dumps` of Python 3.11 makes of them.
  static let cases: [(JSONValue, String)] = [
    ([:], "{}"), ([], "[]"), ([1, nil, true, false], "[1, null, true, false]"),
    (["a": 1.0, "b": 1e-5], #"{"a": 1.0, "b": 1e-05}"#),
    (.string("ä\u{1F600}/\"\\\n\t\u{8}\u{c}\u{1}\u{7f}"), #""\u00e4\ud83d\ude00/\"\\\n\t\b\f\u0001\u007f""#),
    (.number(1e16), "1e+16"), (.number(0.1), "0.1"),
  ]

  @Test(arguments: cases)
  func equalsPython(_ value: JSONValue, _ text: String) { #expect(PythonJSON.text(value) == text) }
}

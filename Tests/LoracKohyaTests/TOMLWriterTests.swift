import LoracJSON
import LoracKohya
import LoracTestSupport
import Testing

@Suite struct TOMLWriterTests {
  @Test func writesSectionsInOrder() throws {
    let text = try TOMLWriter.document([
      TOMLSection(.table("general"), [TOMLPair("enable_bucket", .boolean(true))]),
      TOMLSection(.element("datasets"), [TOMLPair("resolution", .array([.integer(512), .integer(768)]))]),
      TOMLSection(
        .element("datasets.subsets"),
        [
          TOMLPair("image_dir", .string(#"C:\users\it"s"#)), TOMLPair("caption_prefix", .string("it's, ok")),
          TOMLPair("caption_dropout_rate", .number(0.05)),
        ]),
    ])
    #expect(
      text == """
        [general]
        enable_bucket = true

        [[datasets]]
        resolution = [512, 768]

        [[datasets.subsets]]
        image_dir = 'C:\\users\\it"s'
        caption_prefix = "it's\\u002C ok"
        caption_dropout_rate = 0.05

        """)
  }

  @Test func listsHaveOneType() throws {
    func list(_ elements: [TOMLValue]) throws(TOMLProblem) -> String {
      try TOMLWriter.document([TOMLSection(.document, [TOMLPair("k", .array(elements))])])
    }
    #expect(try list([.integer(1), .number(1e-5)]) == "k = [1.0, 1e-05]\n")
    #expect(try list([.string("a,b"), .string(#"\u"#)]) == "k = [\"a\\u002Cb\", \"\\\\\\u0075\"]\n")
    #expect(throws: TOMLProblem.self) { try list([.integer(1), .string("a")]) }
    #expect(throws: TOMLProblem.self) { try list([.array([])]) }
  }

  @Test func refusesWhatThePythonReaderLoses() {
    #expect(throws: TOMLProblem.self) {
      try TOMLWriter.document([TOMLSection(.document, [TOMLPair("k", .string("\"\"it's"))])])
    }
  }

  /// Writes random documents for `Tests/Tools/check_toml.py`, which needs Python; set `LORAC_TOML_CASES` to a file.
  @Test(.enabled(if: environmentVariable("LORAC_TOML_CASES") != nil, "set LORAC_TOML_CASES to a file to write"))
  func writesCasesForPython() throws {
    var random = NastyText(seed: 5)
    var cases: [JSONValue] = []
    for _ in 0..<20_000 {
      let (scalar, list) = (random.text(), (0..<random.index(below: 4)).map { _ in random.text() })
      let pairs = [
        TOMLPair("text", .string(scalar)), TOMLPair("list", .array(list.map(TOMLValue.string))),
        TOMLPair("last", .integer(1)),
      ]
      guard let text = try? TOMLWriter.document([TOMLSection(.document, pairs)]) else { continue }
      let value: JSONValue = [
        "text": .string(scalar), "list": .array(list.map(JSONValue.string)), "last": 1,
      ]
      cases.append(["toml": .string(text), "value": value])
    }
    let path = try #require(environmentVariable("LORAC_TOML_CASES"))
    try writeFile(Array(JSONValue.array(cases).serialized().utf8), to: path)
    #expect(cases.count > 10_000)
  }
}

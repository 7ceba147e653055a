import LoracTags
import LoracTestSupport
import Testing

@Suite struct TagListTests {
  @Test(arguments: [
    ("1girl, solo,long hair", ["1girl", "solo", "long hair"]),
    (" , 1girl,, ,solo,", ["1girl", "solo"]),
    ("", []), ("  ", []),
    ("(hat, cap:1.2), solo", ["(hat, cap:1.2)", "solo"]),
    ("{red, blue|green} hair, solo", ["{red, blue|green} hair", "solo"]),
    ("long {red, blue|green} hair, solo", ["long {red, blue|green} hair", "solo"]),
    (#"saber \(fate, stay\), solo"#, [#"saber \(fate"#, #"stay\)"#, "solo"]),
    (":(, smile, :)", [":(", "smile", ":)"]),
    ("(hat, solo", ["(hat", "solo"]),
    ("a woman with black hair, wearing a hat", ["a woman with black hair", "wearing a hat"]),
    ("a woman with black hair wearing a hat.", ["a woman with black hair wearing a hat."]),
    ("女孩，长发, 微笑", ["女孩，长发", "微笑"]),
    ("\u{FEFF}1girl, solo", ["1girl", "solo"]),
  ]) func items(_ line: String, _ items: [String]) {
    #expect(TagList(line).items == items)
  }

  @Test func otherSeparators() {
    #expect(TagList("1girl; a, b ;solo", separator: ";").items == ["1girl", "a, b", "solo"])
    #expect(TagList("1girl || solo", separator: "||").items == ["1girl", "solo"])
    #expect(TagList(" 1girl, solo ", separator: "").items == ["1girl, solo"])
    #expect(TagList(items: ["1girl", "solo"]).text(separator: ";") == "1girl; solo")
  }

  @Test func whatIsWrittenIsReadAgain() {
    var random = SplitMix(seed: 11)
    let pieces = ["a", " ", ",", "(", ")", "[", "]", "{", "}", "\\", ":1.2", "_", "é", "|", "\t"]
    for _ in 0..<5000 {
      let line = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }.joined()
      let list = TagList(line)
      #expect(TagList(list.text()) == list, "\(line)")
      #expect(!list.items.contains(""))
    }
  }
}

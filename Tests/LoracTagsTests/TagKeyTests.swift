@testable import LoracTags
import Testing

@Suite struct TagKeyTests {
  @Test(arguments: [
    ("Long_Hair", "long hair"), ("  long   hair ", "long hair"), ("(long hair:1.2)", "long hair"),
    ("((long hair))", "long hair"), ("[long hair]", "long hair"), ("( long_hair : 0.8 )", "long hair"),
    (#"saber \(fate\)"#, "saber (fate)"), ("saber (fate)", "saber (fate)"), (#"\(o\)"#, "(o)"), ("(a) (b)", "(a) (b)"),
    ("(saber (fate):1.1)", "saber (fate)"), ("ÉCLAIR", "éclair"), ("e\u{301}clair", "éclair"), ("白い髪", "白い髪"),
    ("\u{FEFF}1girl", "1girl"), (":d", ":d"), (":(", ":("), ("^_^", "^ ^"), (#"\m/"#, #"\m/"#), ("(:1.2)", "(:1.2)"),
    ("()", "()"), ("", ""), ("_", ""), ("rating:safe", "rating:safe"), ("(rating:safe)", "rating:safe"),
  ]) func spellings(_ written: String, _ key: String) {
    #expect(TagKey(written).text == key)
  }

  @Test func aKeyIsItsOwnKey() {
    for text in ["Long_Hair", "(hat:1.2)", #"saber \(fate\)"#, "A  b", "x_x"] {
      let key = TagKey(text)
      #expect(TagKey(key.text) == key, "\(text)")
    }
  }

  @Test func emphasisIsKeptApart() {
    let tag = EmphasizedTag("((hat:1.2))")
    #expect(tag.core == "hat")
    #expect(tag.around("cap") == "((cap:1.2))")
    #expect(EmphasizedTag("(hat) on (head)").core == "(hat) on (head)")
  }
}

import LoracJSON
import Testing

@testable import LoracReport

struct MarkupTests {
  @Test func escapesTextBetweenTagsAndInAttributes() {
    let text = "</script><b a=\"x\" b='y'>&amp; ü 猫"
    let piece: Markup = "<p title=\"\(text)\">\(text)</p>"
    let escaped = "&lt;/script&gt;&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp; ü 猫"
    #expect(piece.html == "<p title=\"\(escaped)\">\(escaped)</p>")
  }

  @Test func takesPiecesAsTheyAre() {
    let inner: Markup = "<b>\("<")</b>"
    #expect(("<p>\(inner)\([inner, inner])\(7)</p>" as Markup).html == "<p><b>&lt;</b><b>&lt;</b><b>&lt;</b>7</p>")
  }

  @Test func replacesWhatHTMLForbids() {
    #expect(Markup(text: "a\u{0}b\u{7}\u{1B}[31mc\td\ne\u{7F}").html == "a\u{FFFD}b\u{FFFD}\u{FFFD}[31mc\td\ne\u{FFFD}")
  }

  @Test func dataCannotEndTheirScript() throws {
    let value: JSONValue = ["</script><!--": "<script>alert('x')</script>"]
    let element = ScriptData.element(value).html
    let inner = element.dropFirst("<script type=\"application/json\">".count).dropLast("</script>".count)
    #expect(!inner.contains("<"))
    #expect(try JSONValue.parse(String(inner)) == value)
  }
}

struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func encodesAsTheStandardSays(text: String, encoded: String) { #expect(Base64.encode(Array(text.utf8)) == encoded) }

  @Test func knowsAllDigits() {
    #expect(Base64.encode([0xFB, 0xFF, 0xBF, 0, 16, 131]) == "+/+/ABCD")
  }
}

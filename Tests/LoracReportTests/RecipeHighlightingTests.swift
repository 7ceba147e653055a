import Testing

@testable import LoracReport

struct RecipeHighlightingTests {
  @Test(arguments: [
    ("name: moka", "<b>name</b>: moka"), ("# all", "<i># all</i>"),
    ("network: {rank: 8, a.b-c: 2}  # x: y", "<b>network</b>: {<b>rank</b>: 8, <b>a.b-c</b>: 2}  <i># x: y</i>"),
    ("  - path: 'a # b'", "  - <b>path</b>: &#39;a # b&#39;"), ("  - a#b: c", "  - a#b: c"),
    ("url: http://x", "<b>url</b>: http://x"), ("prompt: a <b>: c", "<b>prompt</b>: a &lt;b&gt;: c"), ("", ""),
    ("it's: # yes", "it&#39;s: <i># yes</i>"),
  ])
  func marksKeysAndComments(line: String, html: String) {
    #expect(RecipeHighlighting.markup(line).html == html)
    #expect(Self.text(RecipeHighlighting.markup(line).html) == line)
  }

  @Test func keepsEveryCharacter() {
    let recipe = "a: |\n  \"un'closed: # \\\n\t猫: ü\n\n- {x: [1, 2], 'y': \"z # w\"} #end\n"
    #expect(Self.text(RecipeHighlighting.markup(recipe).html) == recipe)
  }

  /// What a reader sees.
  private static func text(_ html: String) -> String {
    html.replacing(/<\/?[bi]>/, with: "").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }
}

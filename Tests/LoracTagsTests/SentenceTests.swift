import LoracTags
import Testing

/// Captions in natural language, as BLIP writes them.
@Suite struct SentenceTests {
  private static let caption = "a woman with black hair wearing a hat."

  private func edited(_ caption: String, _ edits: TagEdit.Operation...) -> String? {
    TagEditor(edits.map { TagEdit($0) }).apply(to: [ImageCaption(folder: "f", file: "0.png", text: caption)])
      .captions[0].text
  }

  @Test func aSentenceIsOneItem() {
    #expect(edited(Self.caption, .remove(["hat", "black hair", "woman"])) == Self.caption)
    #expect(edited(Self.caption + ", hat", .remove(["hat"])) == Self.caption)
    #expect(edited(Self.caption, .remove(["*hat*"])) == nil)
  }

  @Test func textRemovesWords() {
    #expect(edited(Self.caption, .remove(["text:wearing a hat"])) == "a woman with black hair.")
    #expect(edited(Self.caption, .remove(["text: With Black Hair"])) == "a woman wearing a hat.")
    #expect(edited(Self.caption, .remove(["text:at"])) == Self.caption)
    #expect(edited("a hat", .remove(["text:a hat"])) == nil)
    #expect(edited("the hat on a hat", .remove(["text:hat"])) == "the on a")
  }

  @Test func textRenamesWords() {
    #expect(
      edited(Self.caption, .rename([.init("text:a woman", "ZhangNaYing")]))
        == "ZhangNaYing with black hair wearing a hat.")
    #expect(edited("photo of (a woman), hat", .rename([.init("text:a woman", "her")])) == "photo of (her), hat")
  }

  @Test func triggersAndTagsGoAround() {
    #expect(edited(Self.caption, .prepend(["ZhangNaYing"])) == "ZhangNaYing, \(Self.caption)")
    #expect(edited("a photo of ZhangNaYing", .prepend(["ZhangNaYing"])) == "a photo of ZhangNaYing")
    #expect(edited(Self.caption, .add(["straw"])) == "\(Self.caption), straw")
  }

  @Test(arguments: [
    ("a woman with black hair wearing a hat", true), ("there is a cat on the sofa", true), ("1girl, solo", true),
    ("two women", true), ("a hat on a table in a dark room", false), ("long hair, solo", true), ("long hair", false),
    ("", false), ("there are three dogs", true),
  ]) func subjectsAreFoundInSentences(_ caption: String, _ isThere: Bool) {
    let findings = TagEditor([TagEdit(.require(["@subject", "solo"]))])
      .apply(to: [ImageCaption(folder: "f", file: "0.png", text: caption)]).findings
    #expect(findings.isEmpty == isThere)
  }
}

import LoracTags
import Testing

@Suite struct TagFindingTests {
  private static let captions = ["1girl, lips, blue headwear", "solo, hat, a girl with a red scarf on"]

  private func findings(_ edits: TagEdit..., in captions: [String?] = Self.captions) -> [TagFinding] {
    TagEditor(edits).apply(
      to: captions.enumerated().map { ImageCaption(folder: "train/10_cat", file: "\($0.offset).png", text: $0.element) }
    ).findings
  }

  @Test func namesThatFitNothing() {
    #expect(
      findings(TagEdit(.remove(["lip", "1girl"]))) == [.unmatched("lip", at: .name(0, edit: 0), hint: .near("lips"))])
    #expect(
      findings(TagEdit(.rename([.init("headwear", "cap")])))
        == [.unmatched("headwear", at: .name(0, edit: 0), hint: .near("blue headwear"))])
    #expect(
      findings(TagEdit(.remove(["lips"])), TagEdit(.remove(["lips"])))
        == [.unmatched("lips", at: .name(0, edit: 1), hint: .removed(byEdit: 0))])
    #expect(
      findings(TagEdit(.remove(["lips"]), images: ["1.png"]))
        == [.unmatched("lips", at: .name(0, edit: 0), hint: .elsewhere(image: "10_cat/0.png"))])
    #expect(
      findings(TagEdit(.remove(["red scarf"])))
        == [.unmatched("red scarf", at: .name(0, edit: 0), hint: .inSentence(image: "10_cat/1.png"))])
    #expect(findings(TagEdit(.remove(["zebra *"]))) == [.unmatched("zebra *", at: .name(0, edit: 0), hint: nil)])
    #expect(
      findings(TagEdit(.keepOnly(["*", "soloo"])))
        == [.unmatched("soloo", at: .name(1, edit: 0), hint: .near("solo"))])
    #expect(findings(TagEdit(.remove(["lip"])), in: []).isEmpty)
  }

  @Test func imagesThatAreNotThere() {
    #expect(
      findings(TagEdit(.add(["x"]), images: ["00.png", "1.png"]))
        == [.unmatchedImages("00.png", at: .image(0, edit: 0), suggestion: "0.png")])
    #expect(
      findings(TagEdit(.remove(["lips"]), images: ["10_cta/0.png"]))
        == [.unmatchedImages("10_cta/0.png", at: .image(0, edit: 0), suggestion: "10_cat/0.png")])
  }

  @Test func requiredTags() {
    #expect(
      findings(TagEdit(.require(["@subject"])), in: ["1girl", "hat", nil])
        == [.missing(["@subject"], images: ["10_cat/1.png", "10_cat/2.png"], of: 3, at: .edit(0))])
  }

  @Test func captionsThatAreEmptied() {
    #expect(
      findings(TagEdit(.add([])), TagEdit(.remove(["nose"])), in: ["nose", "1girl, nose"])
        == [.emptied(images: ["10_cat/0.png"], at: .edit(1))])
  }

  @Test func groupsThatAreNotThere() {
    #expect(
      findings(TagEdit(.remove(["@facial-feature"])))
        == [.unknownGroup("facial-feature", at: .name(0, edit: 0), suggestion: "facial-features")])
    let vocabulary = TagVocabulary(
      groups: [("mine", ["straw", "@hatz"])], implications: [.init("x", ["@nowhere-at-all"])])
    #expect(
      vocabulary.findings == [
        .unknownGroup("hatz", at: .group("mine"), suggestion: "hats"),
        .unknownGroup("nowhere-at-all", at: .implication("x"), suggestion: nil),
      ])
  }

  @Test func rings() {
    let vocabulary = TagVocabulary(
      groups: [("a", ["x", "@b"]), ("b", ["y", "@a"])],
      implications: [.init("p", ["q"]), .init("q", ["r"]), .init("r", ["p"])])
    #expect(vocabulary.findings == [.cyclicGroup(["a", "b"]), .cyclicImplication(["p", "q", "r"])])
    // Tags of a ring keep each other.
    let result = TagEditor([TagEdit(.dedupe(.implied))], vocabulary: vocabulary)
      .apply(to: [ImageCaption(folder: "f", file: "0.png", text: "r, q, p")])
    #expect(result.captions[0].text == "r, q, p")
  }
}

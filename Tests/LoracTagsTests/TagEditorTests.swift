import LoracTags
import Testing

@Suite struct TagEditorTests {
  private func edit(_ captions: [String?], _ edits: TagEdit.Operation..., separator: String = ",") -> TagEditing {
    TagEditor(edits.map { TagEdit($0) }, separator: separator).apply(
      to: captions.enumerated().map { ImageCaption(folder: "train/10_cat", file: "\($0.offset).png", text: $0.element) }
    )
  }

  private func edited(_ caption: String?, _ edits: TagEdit.Operation...) -> String? {
    TagEditor(edits.map { TagEdit($0) })
      .apply(to: [ImageCaption(folder: "train/10_cat", file: "0.png", text: caption)]).captions[0].text
  }

  @Test func removeTakesNamesGlobsAndGroups() {
    let caption = "1girl, Nose, white background, White_Shirt, (hat:1.2), smile"
    #expect(edited(caption, .remove(["@facial-features", "white *", "hat"])) == "1girl, smile")
    #expect(edited(caption, .remove(["@background"])) == "1girl, Nose, White_Shirt, (hat:1.2), smile")
  }

  @Test func whatDoesNotChangeStaysToTheByte() {
    let caption = " 1girl ,solo,,  (hat:1.2)\t"
    #expect(edited(caption, .remove(["nose"]), .dedupe(.implied), .add(["solo"]), .sort(.keep)) == caption)
  }

  @Test func renameReplacesAllPairsAtOnce() {
    #expect(edited("a, b, c", .rename([.init("a", "b"), .init("b", "a")])) == "b, a, c")
    #expect(edited("(hat:1.2), solo", .rename([.init("hat", "cap")])) == "(cap:1.2), solo")
    #expect(edited("hat, cap", .rename([.init("hat", "cap")])) == "cap")
    #expect(edited("cap, hat", .rename([.init("hat", "cap")])) == "cap")
    #expect(edited("straw hat, sun hat", .rename([.init("* hat", "hat")])) == "hat")
    #expect(edited("hat, solo", .rename([.init("hat", "")])) == "solo")
    #expect(edited("hat, solo", .rename([.init("hat", "cap, blue headwear")])) == "cap, blue headwear, solo")
    #expect(edited("blonde_hair", .rename([.init("blonde hair", "blonde hair")])) == "blonde hair")
  }

  @Test func addPutsAtTheEndOnce() {
    #expect(edited("1girl, Straw", .add(["straw", "cup", "hand, cup"])) == "1girl, Straw, cup, hand")
    #expect(edited(nil, .add(["straw"])) == "straw")
    #expect(edited(nil, .add([])) == nil)
  }

  @Test func prependPutsInFrontOnce() {
    #expect(edited("1girl, solo", .prepend(["ZhangNaYing"])) == "ZhangNaYing, 1girl, solo")
    #expect(edited("ZhangNaYing, 1girl", .prepend(["ZhangNaYing"])) == "ZhangNaYing, 1girl")
    #expect(edited("1girl, zhangnaying, solo", .prepend(["ZhangNaYing"])) == "zhangnaying, 1girl, solo")
    #expect(edited("b, c", .prepend(["a", "c", "a"])) == "a, c, b")
    #expect(edited(nil, .prepend(["moka"])) == "moka")
  }

  @Test func keepOnlyKeepsWhatIsNamed() {
    #expect(edited("1girl, long hair, hat, smile", .keepOnly(["@subject", "*hair"])) == "1girl, long hair")
  }

  @Test func limitKeepsTheFirst() {
    #expect(edited("a, b, c", .limit(2)) == "a, b")
    #expect(edited("a, b", .limit(2)) == "a, b")
  }

  @Test func frequencyCountsOverAllImages() {
    let result = edit(["x, solo, 1girl", "1girl, y, solo", "1girl", nil], .sort(.frequency))
    #expect(result.captions.map(\.text) == ["1girl, solo, x", "1girl, solo, y", "1girl", nil])
    // Limited to one image, it still counts over all.
    let one = TagEditor([TagEdit(.sort(.frequency), images: ["0.png"])]).apply(to: [
      ImageCaption(folder: "f", file: "0.png", text: "x, 1girl"),
      ImageCaption(folder: "f", file: "1.png", text: "y, 1girl"),
    ])
    #expect(one.captions.map(\.text) == ["1girl, x", "y, 1girl"])
  }

  @Test func alphabetSortsByLetters() {
    #expect(edited("solo, (Hat:1.2), 1girl, cup", .sort(.alphabet)) == "1girl, cup, (Hat:1.2), solo")
  }

  @Test func linesAreEditedOneByOne() {
    #expect(
      edited("1girl, nose\nsolo, lips\n\n", .remove(["@facial-features"]), .add(["cat"])) == "1girl, cat\nsolo, cat")
  }

  @Test func otherSeparatorsStay() {
    let result = edit(["1girl; nose; solo"], .remove(["nose"]), separator: ";")
    #expect(result.captions[0].text == "1girl; solo")
  }

  @Test func imagesLimitAnEdit() {
    let captions = ["a/1.png", "a/2.png", "b/1.png"].map { path in
      ImageCaption(folder: String(path.prefix(1)), file: String(path.dropFirst(2)), text: "x")
    }
    func texts(_ images: [String]) -> [String?] {
      TagEditor([TagEdit(.add(["y"]), images: images)]).apply(to: captions).captions.map(\.text)
    }
    #expect(texts(["a/*"]) == ["x, y", "x, y", "x"])
    #expect(texts(["1.png"]) == ["x, y", "x", "x, y"])
    #expect(texts(["b/", "a/2.png"]) == ["x", "x, y", "x, y"])
    let folder = TagEditor([TagEdit(.add(["y"]), images: ["1.png"], folder: "a")]).apply(to: captions)
    #expect(folder.captions.map(\.text) == ["x, y", "x", "x"])
  }

  @Test func changesSayWhichEditAndWhy() {
    let result = edit(
      ["hat, nose, baseball cap, hat, cup"], .remove(["nose", "@background"]), .dedupe(.implied),
      .rename([.init("cup", "mug")]), .prepend(["moka"]), .limit(2))
    #expect(
      result.captions[0].changes == [
        change("nose", .removed(.named("nose")), 0), change("hat", .removed(.duplicate(of: "hat")), 1),
        change("hat", .removed(.implied(by: "baseball cap")), 1), change("cup", .renamed(to: "mug"), 2),
        change("moka", .added, 3), change("mug", .removed(.beyond(2)), 4),
      ])
  }

  private func change(_ tag: String, _ kind: TagChange.Kind, _ edit: Int) -> TagChange {
    TagChange(tag: tag, kind: kind, edit: edit, line: 0)
  }
}

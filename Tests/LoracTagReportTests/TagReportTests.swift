import LoracDiagnosticRendering
import LoracJSON
import LoracTagReport
import LoracTags
import LoracTestSupport
import Testing

/// A small dataset in all forms of the report.
@Suite struct TagReportTests {
  private static let edits = [
    TagEdit(.remove(["@facial-features", "white *"])), TagEdit(.rename([.init("cup", "mug")])),
    TagEdit(.dedupe(.implied)), TagEdit(.add(["straw"]), images: ["1.png"]), TagEdit(.prepend(["moka"])),
    TagEdit(.limit(6)),
  ]

  private static let captions = [
    ImageCaption(
      folder: "train/10_cat", file: "1.png",
      text: "1girl, nose, lips, baseball cap, hat, cup, white background, smile, smile"),
    ImageCaption(folder: "train/10_cat", file: "2.png", text: "long hair, moka, solo, outdoors, sky, tree, (sun:1.2)"),
    ImageCaption(folder: "train/10_cat", file: "3.png", text: "moka, a woman with black hair wearing a hat"),
    ImageCaption(folder: "train/10_cat", file: "4.png", text: nil),
    ImageCaption(folder: "train/10_cat", file: "5.png", text: "nose\nsmile, \u{1B}[31mred"),
  ]

  private static func report(images: String? = nil, edits: [TagEdit] = Self.edits) -> TagReport {
    TagReport(
      TagEditor(edits).apply(to: captions),
      settings: .init(edits: edits, places: ["recipe.yaml:11", "recipe.yaml:12"], tokenLimit: 8), images: images)
  }

  @Test func page() { expectSnapshot(TagReportText(Self.report(), width: 80).text, "page.txt") }

  @Test func colours() {
    let text = TagReportText(Self.report(images: "[15].png"), palette: .ansi).text
    #expect(text.contains("no edits") == false)
    expectSnapshot(TagReportText(Self.report(images: "1.png"), palette: .ansi).text, "colours.txt")
  }

  @Test func withoutEdits() {
    expectSnapshot(TagReportText(Self.report(edits: []), width: 80).text, "without-edits.txt")
  }

  @Test func document() {
    expectSnapshot(TagReportDocument.value(Self.report()).serialized(pretty: true) + "\n", "document.json")
  }

  @Test func nothing() {
    let report = TagReport(TagEditor([]).apply(to: []), settings: .init(edits: [], tokenLimit: 75))
    #expect(TagReportText(report).text.hasPrefix("0 images, no edits"))
  }

  @Test func longListsAreCut() {
    let captions = (0..<50).map { ImageCaption(folder: "f", file: "\($0).png", text: "tag\($0), all") }
    let report = TagReport(TagEditor([]).apply(to: captions), settings: .init(edits: [], tokenLimit: 75))
    #expect(TagReportText(report).text.contains("and 21 more; --all shows them"))
    #expect(!TagReportText(report, showsAll: true).text.contains("--all"))
    #expect(report.frequencies.first?.tag == "all")
    #expect(report.frequencies.first?.after == 50)
    #expect(report.frequencies.first?.image == "f/0.png")
    #expect(report.once.count == 50)
    #expect(report.withoutSubject.count == 50)
  }

  @Test func difference() {
    let old = TagEditor(Array(Self.edits.prefix(2))).apply(to: Array(Self.captions.dropLast()))
    let new = TagEditor(Self.edits).apply(to: Self.captions.filter { $0.file != "3.png" })
    let difference = TagDifference(from: old.captions, to: new.captions)
    expectSnapshot(difference.text(revision: "HEAD~1"), "difference.txt")
    expectSnapshot(difference.value.serialized(pretty: true) + "\n", "difference.json")
    #expect(TagDifference(from: new.captions, to: new.captions).text(revision: "HEAD") == "all 4 captions as in HEAD\n")
  }

  @Test func anotherOrderIsADifference() {
    let old = [ImageCaption(folder: "f", file: "1.png", text: "a, b")]
    let new = [ImageCaption(folder: "f", file: "1.png", text: "b, a")]
    let difference = TagDifference(
      from: TagEditor([]).apply(to: old).captions, to: TagEditor([]).apply(to: new).captions)
    #expect(difference.text(revision: "HEAD").contains("another order"))
  }
}

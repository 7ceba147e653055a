import LoracJSON
import LoracTags
import LoracTestSupport
import Testing

/// The two tables of tags that a tutorial edits by hand, by one recipe.
@Suite struct TutorialTests {
  struct Table: Decodable {
    var auto: [String]
    var removed: [String: String]
    var added: [String]
    var edited: [String]
  }

  /// Facial features go by their group, hats by implication; only what needs eyes is said per image.
  private static let edits: [TagEdit] = [
    TagEdit(.remove(["@facial-features"])),
    TagEdit(.remove(["white background", "drink", "hand on own face"]), images: ["0001.png"]),
    TagEdit(.remove(["animal", "animal focus", "dog", "shiba inu"]), images: ["30_Zhang/0002.png"]),
    TagEdit(.dedupe(.implied)),
    TagEdit(.add(["straw"]), images: ["0001.png"]),
    TagEdit(.add(["hand"]), images: ["0002.png"]),
    TagEdit(.require(["@subject"])),
  ]

  @Test func bothTablesComeOutOfOneRecipe() throws {
    let tables = try JSONValueDecoder.decode(
      [Table].self, from: JSONValue.parse(readFile("\(testFolder())/Fixtures/tag-edits.json")))
    let captions = tables.indices.map { place in
      ImageCaption(
        folder: "train/30_Zhang", file: "000\(place + 1).png", text: tables[place].auto.joined(separator: ", "))
    }
    let result = TagEditor(Self.edits).apply(to: captions)
    #expect(tables.count == 2)
    for (table, caption) in zip(tables, result.captions) {
      #expect(caption.text == table.edited.joined(separator: ", "))
      let removed = caption.changes.filter { if case .removed = $0.kind { true } else { false } }
      #expect(Set(removed.map(\.tag)) == Set(table.removed.keys))
      #expect(caption.changes.filter { $0.kind == .added }.map(\.tag) == table.added)
    }
    #expect(result.findings.isEmpty)
  }

  @Test func groupsAndImplicationsAreTheReasons() throws {
    let tables = try JSONValueDecoder.decode(
      [Table].self, from: JSONValue.parse(readFile("\(testFolder())/Fixtures/tag-edits.json")))
    let captions = tables.indices.map { place in
      ImageCaption(folder: "30_Zhang", file: "000\(place + 1).png", text: tables[place].auto.joined(separator: ", "))
    }
    let changes = TagEditor(Self.edits).apply(to: captions).captions.flatMap(\.changes)
    func reason(_ tag: String) -> [TagReason] {
      changes.filter { $0.tag == tag }.compactMap { if case .removed(let reason) = $0.kind { reason } else { nil } }
    }
    #expect(reason("nose") == [.group("facial-features")])
    #expect(reason("lips") == [.group("facial-features"), .group("facial-features")])
    #expect(reason("hat") == [.implied(by: "baseball cap")])
    #expect(reason("blue headwear") == [.implied(by: "baseball cap")])
    #expect(reason("white background") == [.named("white background")])
  }
}

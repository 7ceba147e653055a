@testable import LoracTags
import Testing

@Suite struct TagVocabularyTests {
  private let vocabulary = TagVocabulary.builtIn

  @Test func theDataIsSound() {
    #expect(vocabulary.findings.isEmpty)
    #expect(vocabulary.groups.names.count >= 30)
    for name in vocabulary.groups.names {
      let group = vocabulary.groups[name]
      #expect(group?.summary.hasSuffix(".") == true, "\(name) has no sentence")
      #expect(group?.entries.isEmpty == false, "\(name) is empty")
      // Keys are what is compared, so an entry that is none could never match.
      for entry in group?.entries ?? [] where !Glob.isPattern(entry) && !entry.hasPrefix("@") {
        #expect(TagKey(entry).text == entry, "\(name): \(entry)")
      }
    }
  }

  @Test(arguments: [
    ("facial-features", "nose", true), ("facial-features", "lips", true), ("facial-features", "closed mouth", false),
    ("facial-features", "smile", false), ("facial-features", "black eyes", false), ("expression", "closed mouth", true),
    ("eye-color", "black eyes", true), ("hair-color", "light blue hair", true), ("hair", "twintails", true),
    ("subject", "1girl", true), ("subject", "6+girls", true), ("subject", "cat", true), ("subject", "shiba inu", true),
    ("subject", "solo", false), ("subject", "long hair", false), ("count", "solo", true),
    ("background", "white background", true), ("background", "simple background", true), ("background", "forest", true),
    ("clothing", "baseball cap", true), ("clothing", "blue headwear", true), ("clothing", "necklace", true),
    ("headwear", "witch hat", true), ("pose", "head rest", true), ("pose", "hand on own cheek", true),
    ("framing", "upper body", true), ("framing", "cowboy shot", true), ("quality", "masterpiece", true),
    ("quality", "score_9_up", true), ("meta", "absurdres", true), ("meta", "realistic", true), ("meta", "1girl", false),
    ("accessories", "blue-framed eyewear", true), ("expression", "^_^", true), ("expression", "@_@", true),
  ]) func members(_ group: String, _ tag: String, _ belongs: Bool) {
    #expect(vocabulary.groups.contains(tag, in: group) == belongs)
  }

  @Test(arguments: [
    ("baseball cap", "hat", true), ("baseball cap", "headwear", true), ("baseball cap", "blue headwear", true),
    ("baseball cap", "black footwear", false), ("hat", "blue headwear", false), ("hat", "baseball cap", false),
    ("competition swimsuit", "swimsuit", true), ("low twin braids", "braid", true), ("sneakers", "footwear", true),
    ("ankle boots", "boots", true), ("boots", "shoes", false), ("red necktie", "red neckwear", true),
    ("necklace", "jewelry", false), ("white background", "simple background", false), ("shiba inu", "dog", true),
    ("cat", "animal", false), ("blue dress", "dress", true), ("no shoes", "shoes", false), (":d", "smile", true),
    ("fishnet thighhighs", "black legwear", true), ("starry sky", "sky", true),
  ]) func implied(_ tag: String, _ other: String, _ isImplied: Bool) {
    let closure = vocabulary.implications.closure(of: TagKey(tag))
    #expect(vocabulary.implications.contains(closure, TagKey(other)) == isImplied)
  }

  /// A tag that is implied by a rule is the same thing, so both cannot exclude each other.
  @Test func nothingImpliesItself() {
    for rule in TagDataFile.implications(PackageResources.tag_implications_txt) {
      guard case .tag(let key) = TagPattern(rule.tag) else { continue }
      #expect(!vocabulary.implications.contains(vocabulary.implications.closure(of: key), key), "\(rule.tag)")
    }
  }

  @Test func recipesAddToGroupsAndImplications() {
    let own = TagVocabulary(
      groups: [("accessories", ["straw"]), ("Mine", ["cup", "@facial_features"])],
      implications: [.init("necklace", ["jewelry"]), .init("@mine", ["x"])])
    #expect(own.findings.isEmpty)
    #expect(own.groups.contains("straw", in: "@accessories"))
    #expect(own.groups.contains("earrings", in: "accessories"))
    #expect(own.groups.contains("nose", in: "mine"))
    let closure = own.implications.closure(of: TagKey("pearl necklace"))
    #expect(closure.tags == [TagKey("necklace"), TagKey("jewelry")])
    #expect(own.implications.closure(of: TagKey("nose")).tags == [TagKey("x")])
  }
}

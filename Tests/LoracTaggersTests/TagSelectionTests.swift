import LoracJSON
import LoracTaggers
import Testing

@Suite struct TagSelectionTests {
  private let scores = TagScores(
    floor: 0.05,
    scores: [
      .init(name: "general", category: .rating, confidence: 0.01),
      .init(name: "explicit", category: .rating, confidence: 0.02),
      .init(name: "1girl", category: .general, confidence: 0.99),
      .init(name: "^_^", category: .general, confidence: 0.7),
      .init(name: "blue_headwear", category: .general, confidence: 0.6),
      .init(name: "cat_ears_(style)", category: .general, confidence: 0.8),
      .init(name: "hat", category: .general, confidence: 0.04),
      .init(name: "copyright_name", category: .other, confidence: 0.65),
      .init(name: "asuka_(eva)", category: .character, confidence: 0.9),
    ])

  private func tags(_ change: (inout TagSelection) -> Void = { _ in }) -> [String] {
    var selection = TagSelection()
    change(&selection)
    return selection.tags(of: scores)
  }

  @Test func keepsTheModelsOrderUnlessTold() {
    // A threshold of 0.6 includes 0.6, as both are rounded to single precision.
    let all = ["1girl", "^_^", "blue headwear", "cat ears (style)", "copyright name", "asuka (eva)"]
    #expect(tags() == all)
    #expect(
      tags { $0.order = .confidence }
        == ["1girl", "asuka (eva)", "cat ears (style)", "^_^", "copyright name", "blue headwear"])
    #expect(tags { $0.order = .alphabet } == all.sorted())
  }

  @Test func judgesByTwoThresholds() {
    #expect(tags { $0.threshold = 0.75 } == ["1girl", "cat ears (style)", "asuka (eva)"])
    #expect(tags { $0.characterThreshold = 1.5 }.contains("asuka (eva)") == false)
    #expect(tags { $0.threshold = 2 } == ["asuka (eva)"])
  }

  @Test func writesTagsAsAsked() {
    #expect(tags { $0.removesUnderscores = false }.contains("cat_ears_(style)"))
    let escaped = tags { $0.escapesBrackets = true }
    #expect(escaped.contains(#"cat ears \(style\)"#) && escaped.contains("^_^"))
    #expect(tags { $0.expandsCharacters = true }.last == "asuka, eva")
    #expect(tags { $0.rating = .first }.first == "explicit")
    #expect(
      tags {
        $0.rating = .last; $0.undesired = ["explicit"]
      }.last == "asuka (eva)")
  }

  @Test func canBeKept() throws {
    let kept = try JSONValueDecoder.decode(TagScores.self, from: JSONValueEncoder.encode(scores))
    #expect(kept == scores)
    #expect(scores.scores.count == 8)
    var selection = TagSelection()
    #expect(kept.suffice(for: selection))
    selection.characterThreshold = 0.01
    #expect(!kept.suffice(for: selection))
  }
}

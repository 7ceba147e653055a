import LoracPlan
import LoracRandom
import Testing

@testable import LoracBatches

@Suite struct CaptionProcessorTests {
  private static func settings(_ change: (inout CaptionSettings) -> Void) -> CaptionSettings {
    var settings = CaptionSettings(extension: ".txt")
    change(&settings)
    return settings
  }

  private static func process(_ caption: String, epoch: Int = 1, _ change: (inout CaptionSettings) -> Void) -> String {
    var random = PythonRandom(seed: 4)
    return CaptionProcessor(settings(change)).caption(caption, epoch: epoch, random: &random)
  }

  @Test func untouchedWithoutSettings() {
    #expect(Self.process("a ,b|||c,  d ") { _ in } == "a ,b|||c,  d ")
  }

  @Test func onlyTheFirstLineCounts() {
    #expect(Self.process("one\ntwo") { _ in } == "one")
    #expect(Self.process("") { _ in } == "")
  }

  @Test func prefixAndSuffixStandApart() {
    #expect(Self.process("b") { ($0.prefix, $0.suffix) = ("a,", ", c") } == "a, b , c")
    #expect(Self.process("b") { ($0.prefix, $0.suffix) = ("", "") } == "b")
  }

  /// The suffix joins the last line, of which nothing is left.
  @Test func suffixGoesWithTheLastLine() {
    #expect(Self.process("one\ntwo") { $0.suffix = "end" } == "one")
  }

  @Test func droppedInEveryNthEpoch() {
    let results = (0...6).map { epoch in Self.process("a", epoch: epoch) { $0.dropoutEveryEpochs = 3 } }
    #expect(results == ["", "a", "a", "", "a", "a", ""])
  }

  @Test func separatorBecomesACommaAndBlank() {
    #expect(Self.process(" a ;b;  c") { ($0.tagDropout, $0.separator) = (1e-300, ";") } == "a, b, c")
  }

  @Test func emptyTagsStayWithoutAMark() {
    #expect(Self.process("a,,b,") { $0.tagDropout = 1e-300 } == "a, , b, ")
    #expect(Self.process("a,,|||b,") { ($0.tagDropout, $0.keepTokensSeparator) = (1e-300, "|||") } == "a, b")
  }

  @Test func tagsThatStay() {
    let all: (inout CaptionSettings) -> Void = { $0.tagDropout = 1 }
    #expect(
      Self.process("a, b, c") {
        all(&$0); $0.keepTokens = 2
      } == "a, b")
    #expect(
      Self.process("a, b, c") {
        all(&$0); $0.keepTokens = 9
      } == "a, b, c")
    #expect(
      Self.process("a ||| b ||| c ||| d") {
        all(&$0); $0.keepTokensSeparator = "|||"
      } == "a, c ||| d")
  }

  @Test func secondarySeparatorComesLast() {
    #expect(Self.process("a;;b, c") { $0.secondarySeparator = ";;" } == "a,b, c")
  }

  /// What Swift takes for one character is several for Python.
  @Test func partsOfCharactersAreSeparators() {
    #expect(Self.process("e\u{301},\u{301}x") { $0.tagDropout = 1e-300 } == "e\u{301}, \u{301}x")
    #expect(Self.process("👩‍👧") { ($0.tagDropout, $0.separator) = (1e-300, "\u{200D}") } == "👩, 👧")
  }

  @Test func doubledBracesAreNoChoice() {
    let wildcard: (inout CaptionSettings) -> Void = { $0.wildcard = true }
    #expect(Self.process("{{a|b}} {c} {} {d", wildcard) == "{a|b} c {} {d")
    #expect(Self.process("⦅ {{x}} ⦆⦆", wildcard) == "⦅ {x} ⦆⦆")
  }

  @Test func everyChoiceIsMade() {
    let processor = CaptionProcessor(Self.settings { $0.wildcard = true })
    var random = PythonRandom(seed: 1)
    let results = Set((0..<100).map { _ in processor.caption("{a|b} x\ny", epoch: 1, random: &random) })
    #expect(results == ["a x", "b x", "y"])
  }

  @Test func tagsComeInOneByOne() throws {
    let warmup = try #require(TokenWarmup(minimum: 1, steps: 0.5, total: 20))
    let tags: [ByteText] = ["a", "b", "c", "d", "e", "f"]
    #expect([0, 1, 2, 3, 9, 10, 99].map { warmup.shortened(tags, step: $0).count } == [1, 1, 2, 2, 5, 6, 6])
    #expect(TokenWarmup(minimum: 1, steps: 0, total: 20) == nil)
    #expect(TokenWarmup(minimum: 3, steps: 4, total: 20)?.shortened([], step: 2).isEmpty == true)
  }
}

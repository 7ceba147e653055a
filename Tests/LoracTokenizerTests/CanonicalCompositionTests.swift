import Testing

@testable import LoracTokenizer

@Suite struct CanonicalCompositionTests {
  /// Normalized forms of Unicode's annex 15 and of its corrigenda.
  @Test(arguments: [
    ("A\u{30A}", "\u{C5}"), ("\u{212B}", "\u{C5}"), ("q\u{307}\u{323}", "q\u{323}\u{307}"),
    ("\u{1E0A}\u{323}", "\u{1E0C}\u{307}"), ("\u{1100}\u{1161}\u{11A8}", "\u{AC01}"), ("\u{AC00}\u{11A8}", "\u{AC01}"),
    ("\u{2126}", "\u{3A9}"), ("\u{958}", "\u{915}\u{93C}"), ("\u{344}", "\u{308}\u{301}"),
    ("a\u{34F}\u{301}", "a\u{34F}\u{301}"),
  ])
  func composes(_ text: String, _ normalized: String) {
    #expect(CanonicalComposition.normalize(codePoints(of: text)) == codePoints(of: normalized))
  }
}

@testable import LoracTags
import Testing

@Suite struct GlobTests {
  @Test(arguments: [
    ("white *", "white background", true), ("white *", "white", false), ("*hair*", "long hair", true),
    ("?girl", "1girl", true), ("?girl", "10girl", false), ("a*b*c", "aXbYc", true), ("a*b*c", "acb", false),
    ("*", "", true), ("?", "", false), (#"\*"#, "*", true), (#"\*"#, "x", false), ("é?", "éa", true),
    ("**a**", "bab", true), ("a*a*a", "aa", false), ("", "", true), ("", "a", false),
  ]) func matches(_ pattern: String, _ text: String, _ fits: Bool) {
    #expect(Glob(pattern).matches(text) == fits)
  }

  /// Patterns that make a careless matcher take forever.
  @Test func manyRunsAreQuick() {
    let pattern = String(repeating: "a*", count: 200) + "b"
    #expect(!Glob(pattern).matches(String(repeating: "a", count: 2000)))
  }
}

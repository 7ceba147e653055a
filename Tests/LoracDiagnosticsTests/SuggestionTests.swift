import LoracDiagnostics
import Testing

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("lerning_rate", "learning_rate"), ("learning-rate", "learning_rate"), ("Rank", "rank"), ("rnak", "rank"),
    ("aplha", "alpha"), ("unet_lrr", "unet_lr"), ("alpha", "alpha"),
  ])
  func finds(_ word: String, _ expected: String) {
    let keys = ["rank", "alpha", "unet_lr", "learning_rate", "text_encoder_lr"]
    #expect(Suggestion.nearest(to: word, among: keys) == expected)
  }

  @Test(arguments: ["banana", "", "xy", "completely_different_and_long"])
  func doesNotGuess(_ word: String) {
    #expect(Suggestion.nearest(to: word, among: ["rank", "alpha", "learning_rate"]) == nil)
  }

  @Test func tiesGoToTheFirst() {
    #expect(Suggestion.nearest(to: "cat", among: ["bat", "hat"]) == "bat")
  }

  @Test func hugeWordsAreNotCompared() {
    #expect(Suggestion.nearest(to: String(repeating: "a", count: 1 << 20), among: ["aaa"]) == nil)
  }
}

import LoracTestSupport
import Testing

@testable import LoracTokenizer

@Suite struct TokenCounterTests {
  @Test func agreesWithTheTokenizer() throws {
    var counter = TokenCounter()
    for item in try references.load("tokens", as: [CLIPTokenizerTests.Case].self) {
      let count = item.tokens.count
      let exceeds = [count - 1, count].map { counter.exceeds($0, item.text) }
      #expect(exceeds == [true, false], "\(visible(item.text))")
    }
  }

  /// More words than it remembers, so that they push each other out, and words of the same letters.
  @Test func remembersWordsExactly() {
    var counter = TokenCounter()
    let words = (0..<9000).map { String(UInt64($0) &* 0x9E37_79B9_7F4A_7C15, radix: 36).filter(\.isLetter) }
    for round in 0..<2 {
      for word in words + ["ab", "ba", "abab", "bbbbbbbbbbbbbbbb", "bbbbbbbbbbbbbbbbb"] {
        let count = CLIPTokenizer.shared.tokenCount(of: word)
        let exceeds = [count - 1, count].map { counter.exceeds($0, word) }
        #expect(exceeds == [true, false], "\(round) \(word)")
      }
    }
  }
}

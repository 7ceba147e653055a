import LoracTestSupport
import Testing

@testable import LoracTokenizer

@Suite struct CLIPTokenizerTests {
  struct Case: Decodable {
    var text: String
    var tokens: [UInt16]
  }

  @Test func equalsTransformers() throws {
    for item in try references.load("tokens", as: [Case].self) {
      let tokens = CLIPTokenizer.shared.tokens(of: item.text)
      #expect(tokens == item.tokens, "\(visible(item.text))")
      #expect(CLIPTokenizer.shared.tokenCount(of: item.text) == item.tokens.count)
    }
  }

  /// The numbers of CLIP's published vocabulary.
  @Test func knowsThePublishedVocabulary() {
    #expect(CLIPTokenizer.shared.tokens(of: "A photo of a CAT") == [320, 1125, 539, 320, 2368])
    #expect(CLIPTokenizer.shared.tokens(of: "") == [])
  }

  /// A merge can only use tokens that come before it: pairs may therefore be merged in order of their token.
  @Test func longWordsTakeNoLongerThanTheyMust() {
    let word = String(repeating: "abcdefghij", count: 5000)
    let tokens = CLIPTokenizer.shared.tokens(of: word)
    #expect(tokens.count > 10_000)
    #expect(CLIPTokenizer.shared.tokens(of: String(repeating: "word ", count: 10_000)).count == 10_000)
  }
}

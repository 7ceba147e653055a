import LoracTestSupport
import Testing

@testable import LoracTokenizer

@Suite struct TokenChunksTests {
  struct Case: Decodable {
    var text: String?
    /// A text of so many times the same word, where `text` is missing.
    var words: Int?
    var limit: Int
    var weighted: Bool
    var rows: Int?
    /// Values and how often each follows itself.
    var tokens: [[Int]]?
    var weights: [[Double]]?
    var error: Bool?

    var caption: String { text ?? Array(repeating: "word", count: words ?? 0).joined(separator: " ") }
  }

  @Test func equalsKohya() throws {
    for item in try references.load("chunks", as: [Case].self) {
      let chunks =
        try? item.weighted
        ? CLIPTokenizer.shared.weightedChunks(of: item.caption, limit: item.limit)
        : CLIPTokenizer.shared.chunks(of: item.caption, limit: item.limit)
      #expect((chunks == nil) == (item.error == true), "\(visible(item.caption))")
      guard let chunks else { continue }
      let tokens = try #require(item.tokens).flatMap { Array(repeating: UInt16($0[0]), count: $0[1]) }
      #expect(chunks.tokens == tokens, "\(item.limit): \(visible(item.caption))")
      #expect(chunks.rowCount == item.rows)
      #expect(chunks.rowLength == TokenChunks.longestRow)
      let weights = item.weights.map { $0.flatMap { Array(repeating: Float($0[0]), count: Int($0[1])) } }
      let finite = chunks.weights.map { $0.map { abs($0) < 1e30 ? $0 : 1e30 } }
      #expect(finite == weights, "\(visible(item.caption))")
    }
  }

  @Test func aLowLimitMakesAShorterRow() {
    let chunks = CLIPTokenizer.shared.chunks(of: "a photo of a cat", limit: 3)
    #expect(chunks.tokens == [49406, 320, 1125, 539, 49407])
    #expect(chunks.rowLength == 5)
    #expect(chunks.rowCount == 1)
  }
}

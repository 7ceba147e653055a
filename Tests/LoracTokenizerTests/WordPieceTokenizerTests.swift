import LoracTestSupport
import LoracTokenizer
import Testing

/// Texts and tokens as transformers' BertTokenizerFast has them (Tests/Tools/blip_reference.py).
@Suite struct WordPieceTokenizerTests {
  struct Document: Decodable {
    struct Encoded: Decodable {
      var text: String
      var tokens: [Int]
    }

    struct Decoded: Decodable {
      var tokens: [Int]
      var plain: String
      var clean: String
    }

    var vocabulary: [String]
    var special: [String]
    var encoded: [Encoded]
    var decoded: [Decoded]
  }

  private static func tokenizer(
    _ document: Document, _ settings: WordPieceTokenizer.Settings = .init()
  ) throws -> WordPieceTokenizer {
    let pieces = document.vocabulary.enumerated().map { (text: $1, number: $0) }
    return try WordPieceTokenizer(
      pieces: pieces, specials: pieces.filter { document.special.contains($0.text) }, settings: settings)
  }

  @Test func encodesAsTransformers() throws {
    let document: Document = try reference("word-pieces.json")
    let tokenizer = try Self.tokenizer(document)
    #expect(document.encoded.count >= 30)
    for item in document.encoded {
      #expect(tokenizer.encode(item.text) == item.tokens, "\(item.text.debugDescription)")
    }
  }

  @Test func decodesAsTransformers() throws {
    let document: Document = try reference("word-pieces.json")
    var settings = WordPieceTokenizer.Settings()
    let plain = try Self.tokenizer(document, settings)
    settings.cleansSpaces = true
    let clean = try Self.tokenizer(document, settings)
    #expect(document.decoded.contains { $0.plain != $0.clean })
    for item in document.decoded {
      #expect(plain.decode(item.tokens) == item.plain, "\(item.tokens)")
      #expect(clean.decode(item.tokens) == item.clean, "\(item.tokens)")
    }
  }

  @Test func keepsCaseAndAccentsWhereToldTo() throws {
    let pieces = ["[UNK]", "Café", "cafe", "café", "猫", "##犬", "猫犬"].enumerated().map { (text: $1, number: $0) }
    func encode(_ text: String, _ change: (inout WordPieceTokenizer.Settings) -> Void) throws -> [Int] {
      var settings = WordPieceTokenizer.Settings()
      change(&settings)
      return try WordPieceTokenizer(pieces: pieces, specials: [], settings: settings).encode(text)
    }
    #expect(try encode("Café") { _ in } == [2])
    #expect(try encode("Café") { $0.lowercases = false } == [1])
    #expect(try encode("Café") { $0.stripsAccents = false } == [3])
    #expect(try encode("猫犬") { _ in } == [4, 0])
    #expect(try encode("猫犬") { $0.splitsIdeographs = false } == [6])
    #expect(try encode("café") { $0.longestWord = 3 } == [0])
  }

  @Test func readsLines() throws {
    let pieces = try WordPieceTokenizer.pieces(ofLines: Array("a\r\n\nb\u{2028}c\na".utf8))
    #expect(pieces.map(\.text) == ["a", "", "b\u{2028}c", "a"])
    #expect(pieces.map(\.number) == [0, 1, 2, 3])
    // Of equal lines the last one counts.
    let tokenizer = try WordPieceTokenizer(pieces: pieces, specials: [], unknown: "a")
    #expect(tokenizer.number(of: "a") == 3)
    #expect(tokenizer.largestNumber == 3)
    #expect(throws: WordPieceTokenizer.VocabularyError(phrase: "is not UTF-8")) {
      try WordPieceTokenizer.pieces(ofLines: [0x61, 0xFF])
    }
    #expect(throws: WordPieceTokenizer.VocabularyError(phrase: "has no '[UNK]'")) {
      try WordPieceTokenizer(pieces: pieces, specials: [])
    }
  }

  @Test func findsSpecialTokensFirst() throws {
    let pieces = ["[UNK]", "a", "b", "[X]", "[X]Y"].enumerated().map { (text: $1, number: $0) }
    let tokenizer = try WordPieceTokenizer(pieces: Array(pieces[..<3]), specials: Array(pieces[3...]))
    #expect(tokenizer.encode("a[X]b") == [1, 3, 2])
    #expect(tokenizer.encode("a[X]Yb[X]") == [1, 4, 2, 3])
    #expect(tokenizer.encode("[x]") == [0, 0, 0])
    #expect(tokenizer.decode([1, 3, 2, 99, 4]) == "a b")
  }
}

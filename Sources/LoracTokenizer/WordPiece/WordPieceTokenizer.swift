/// BERT's tokens: text to pieces of words and back, equal to transformers' BertTokenizerFast.
///
/// Where that differs from the slower BertTokenizer (a final sigma, marks of odd order), this follows the fast one, which
/// transformers takes.
package struct WordPieceTokenizer: Sendable {
  /// What the files beside a model say of its tokenizer.
  package struct Settings: Sendable, Hashable {
    /// Whether text becomes lower case.
    package var lowercases = true
    /// Whether accents are removed; nil does so where text becomes lower case.
    package var stripsAccents: Bool?
    /// Whether control characters go and all white space becomes spaces.
    package var cleansText = true
    /// Whether each Chinese character is a word.
    package var splitsIdeographs = true
    /// Whether decoded pieces lose the space before punctuation (the decoder's `cleanup`).
    package var joinsPunctuation = true
    /// Whether the decoded text is cleaned of such spaces once more (`clean_up_tokenization_spaces`).
    package var cleansSpaces = false
    /// Words of more characters are unknown.
    package var longestWord = 100

    /// BERT's usual settings.
    package init() {}
  }

  /// A vocabulary that cannot be used; a phrase that begins after the file's name.
  package struct VocabularyError: Error, Sendable, Hashable {
    /// The phrase, as in "has no '[UNK]'".
    package let phrase: String

    /// A vocabulary that `phrase` is said of.
    package init(phrase: String) { self.phrase = phrase }
  }

  private let settings: Settings
  /// Pieces by their UTF-8, since strings are equal that differ in bytes.
  private let numbers: [[UInt8]: Int]
  private let pieces: [Int: String]
  private let specials: SpecialTokens
  private let unknown: Int

  /// What marks a piece that continues a word.
  private static let mark = Array("##".utf8)

  /// A tokenizer of `pieces`; `specials` are matched in text as they stand, and left out when decoding.
  package init(
    pieces: [(text: String, number: Int)], specials: [(text: String, number: Int)], unknown: String = "[UNK]",
    settings: Settings = Settings()
  ) throws(VocabularyError) {
    self.settings = settings
    let all = pieces + specials
    numbers = Dictionary(all.map { (Array($0.text.utf8), $0.number) }) { _, last in last }
    self.pieces = Dictionary(all.map { ($0.number, $0.text) }) { _, last in last }
    self.specials = SpecialTokens(specials)
    guard let number = numbers[Array(unknown.utf8)] else { throw VocabularyError(phrase: "has no '\(unknown)'") }
    self.unknown = number
  }

  /// The lines of a `vocab.txt` with their numbers.
  package static func pieces(ofLines text: [UInt8]) throws(VocabularyError) -> [(text: String, number: Int)] {
    guard let decoded = String(validating: text, as: UTF8.self) else { throw VocabularyError(phrase: "is not UTF-8") }
    var lines = decoded.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.enumerated().map { number, line in
      (String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self), number)
    }
  }

  /// The number of the piece that is `text`; nil if there is none.
  package func number(of text: String) -> Int? { numbers[Array(text.utf8)] }

  /// The largest number of any piece.
  package var largestNumber: Int { pieces.keys.max() ?? 0 }

  /// The tokens of a text, without any that BERT puts around it.
  package func encode(_ text: String) -> [Int] {
    specials.split(text).flatMap { part in
      switch part {
      case .special(let number): [number]
      case .text(let text): BasicWords.split(codePoints(of: text), settings).flatMap(encode)
      }
    }
  }

  /// The pieces of a word, each time the longest that fits; one unknown token if any part has none.
  private func encode(_ word: [CodePoint]) -> [Int] {
    guard word.count <= settings.longestWord else { return [unknown] }
    var (result, start) = ([Int](), 0)
    while start < word.count {
      let prefix = start == 0 ? [] : Self.mark
      let match = (start + 1...word.count).reversed().lazy.compactMap { end in
        numbers[prefix + utf8(word[start..<end])].map { ($0, end) }
      }.first
      guard let (number, end) = match else { return [unknown] }
      result.append(number)
      start = end
    }
    return result
  }

  private func utf8(_ word: ArraySlice<CodePoint>) -> [UInt8] {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: word.lazy.compactMap(Unicode.Scalar.init))
    return Array(String(text).utf8)
  }

  /// The text of tokens; special tokens and numbers without a piece are left out.
  package func decode(_ tokens: [Int]) -> String {
    var result = ""
    let known = tokens.filter { !specials.contains($0) }.compactMap { pieces[$0] }
    for (index, piece) in known.enumerated() {
      var text = piece
      // By scalars: a mark and what combines with it are one character.
      if index > 0 {
        text = piece.utf8.starts(with: Self.mark) ? String(piece.unicodeScalars.dropFirst(2)) : " " + piece
      }
      result += settings.joinsPunctuation ? TextCleanup.piece(text) : text
    }
    return settings.cleansSpaces ? TextCleanup.text(result) : result
  }
}

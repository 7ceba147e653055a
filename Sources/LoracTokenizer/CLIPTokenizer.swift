/// CLIP's byte-pair tokenizer: the same tokens as transformers' `CLIPTokenizer` for any text.
///
/// Equal to transformers 4.54.1 with ftfy 6.3.1 on Python 3.11, the versions sd-scripts requires. Building one fills a
/// table of 49 thousand entries (about a millisecond); `shared` is built when it is first used.
package struct CLIPTokenizer: Sendable {
  /// The one for all uses.
  package static let shared = CLIPTokenizer()

  /// The token before every text.
  package static let startOfText: UInt16 = 49406
  /// The token after every text, which also fills it up.
  package static let endOfText: UInt16 = 49407

  let encoder = BytePairEncoder()

  package init() {}

  /// The tokens of a text, without start, end and padding; as many as it takes.
  package func tokens(of text: String) -> [UInt16] {
    var text = text
    var tokens: [UInt16] = []
    let isPlain = text.withUTF8 { bytes in
      guard PlainText.isPlain(bytes) else { return false }
      var position = 0
      while let word = PlainText.nextWord(bytes, from: &position) {
        encoder.encode(word.lazy.map(PlainText.lowercase), into: &tokens)
      }
      return true
    }
    if isPlain { return tokens }
    for part in Self.parts(codePoints(of: text)) {
      switch part {
      case .startOfText: tokens.append(Self.startOfText)
      case .endOfText: tokens.append(Self.endOfText)
      case .characters(let characters): encode(characters, into: &tokens)
      }
    }
    return tokens
  }

  private func encode(_ text: ArraySlice<CodePoint>, into tokens: inout [UInt16]) {
    let text = Lowercase.of(Self.withSingleSpaces(TextRepair.repair(Array(text))))
    for word in WordSplitter.split(text) {
      switch word {
      case .startOfText: tokens.append(Self.startOfText)
      case .endOfText: tokens.append(Self.endOfText)
      case .characters(let characters): encoder.encode(Self.utf8(characters), into: &tokens)
      }
    }
  }

  /// The text cut at special tokens written out in it, which transformers does before anything else.
  private static func parts(_ text: [CodePoint]) -> [WordSplitter.Word] {
    let special: [(spelling: [CodePoint], word: WordSplitter.Word)] = [
      (codePoints(of: "<|startoftext|>"), .startOfText), (codePoints(of: "<|endoftext|>"), .endOfText),
    ]
    var result: [WordSplitter.Word] = []
    var (start, position) = (0, 0)
    while position < text.count {
      let found = text[position] == 0x3C ? special.first { text[position...].starts(with: $0.spelling) } : nil
      guard let found else {
        position += 1
        continue
      }
      if start < position { result.append(.characters(text[start..<position])) }
      result.append(found.word)
      position += found.spelling.count
      start = position
    }
    if start < text.count { result.append(.characters(text[start...])) }
    return result
  }

  /// Each run of spaces as one, and none at the ends.
  private static func withSingleSpaces(_ text: [CodePoint]) -> [CodePoint] {
    var result: [CodePoint] = []
    result.reserveCapacity(text.count)
    for character in text {
      let isSpace =
        character == 0x20 || (character < 0x21 || character >= 0x80) && CharacterClass(of: character).isSpace
      if !isSpace {
        result.append(character)
      } else if let last = result.last, last != 0x20 {
        result.append(0x20)
      }
    }
    if result.last == 0x20 { result.removeLast() }
    return result
  }

  private static func utf8(_ text: ArraySlice<CodePoint>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    for character in text {
      if character < 0x80 {
        bytes.append(UInt8(character))
      } else if let scalar = Unicode.Scalar(character) {
        bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
    return bytes
  }
}

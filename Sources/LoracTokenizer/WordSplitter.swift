/// Cuts lower-case text into the words that byte-pair encoding works on.
///
/// The pattern of transformers' tokenization_clip.py: the two special tokens, English contractions, runs of letters,
/// single digits, runs of anything else; spaces are left out.
enum WordSplitter {
  enum Word: Equatable {
    case startOfText
    case endOfText
    case characters(ArraySlice<CodePoint>)
  }

  private static let startOfText = codePoints(of: "<|startoftext|>")
  private static let endOfText = codePoints(of: "<|endoftext|>")
  private static let contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"].map(codePoints(of:))
  private static let apostrophe: CodePoint = 0x27
  private static let lessThan: CodePoint = 0x3C
  /// The pattern ignores case, and ſ is another form of s.
  private static let (longS, smallS): (CodePoint, CodePoint) = (0x17F, 0x73)

  static func split(_ text: [CodePoint]) -> [Word] {
    var words: [Word] = []
    var position = 0
    while position < text.count {
      let (word, end) = word(in: text, at: position)
      if let word { words.append(word) }
      position = end
    }
    return words
  }

  private static func word(in text: [CodePoint], at start: Int) -> (Word?, end: Int) {
    let first = text[start]
    if first == lessThan {
      if begins(text[start...], with: startOfText) {
        let end = start + startOfText.count
        // With a long s it is found here, but it is not the special token.
        let isExact = text[start..<end].elementsEqual(startOfText)
        return (isExact ? .startOfText : .characters(text[start..<end]), end)
      }
      if begins(text[start...], with: endOfText) { return (.endOfText, start + endOfText.count) }
    }
    if first == apostrophe, let contraction = contractions.first(where: { begins(text[start...], with: $0) }) {
      let end = start + contraction.count
      return (.characters(text[start..<end]), end)
    }
    let kind = CharacterClass(of: first)
    if kind.isNumber { return (.characters(text[start...start]), start + 1) }
    let rest = text[(start + 1)...]
    if kind.isLetter {
      let end = rest.firstIndex { !CharacterClass(of: $0).isLetter } ?? text.count
      return (.characters(text[start..<end]), end)
    }
    if kind.isOther {
      let end = rest.firstIndex { !CharacterClass(of: $0).isOther } ?? text.count
      return (.characters(text[start..<end]), end)
    }
    return (nil, start + 1)
  }

  private static func begins(_ text: ArraySlice<CodePoint>, with pattern: [CodePoint]) -> Bool {
    text.count >= pattern.count && zip(text, pattern).allSatisfy { $0 == $1 || $0 == longS && $1 == smallS }
  }
}

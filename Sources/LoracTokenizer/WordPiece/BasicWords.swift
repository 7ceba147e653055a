/// The words of a text as BERT sees them: cleaned, without accents, in lower case, punctuation apart.
enum BasicWords {
  static func split(_ text: [CodePoint], _ settings: WordPieceTokenizer.Settings) -> [[CodePoint]] {
    var text = settings.cleansText ? cleaned(text) : text
    if settings.splitsIdeographs { text = text.flatMap { isIdeograph($0) ? [0x20, $0, 0x20] : [$0] } }
    if settings.stripsAccents ?? settings.lowercases {
      text = CanonicalComposition.decompose(text).filter { category(of: $0) != .nonspacingMark }
    }
    // Each character by itself: no final sigma.
    if settings.lowercases { text = text.flatMap { Lowercase.of([$0]) } }
    return words(text)
  }

  /// Without control characters, with plain spaces.
  private static func cleaned(_ text: [CodePoint]) -> [CodePoint] {
    text.compactMap { character in
      if character == 0 || character == 0xFFFD || isControl(character) { return nil }
      return isSpace(character) ? 0x20 : character
    }
  }

  private static func words(_ text: [CodePoint]) -> [[CodePoint]] {
    var (result, word) = ([[CodePoint]](), [CodePoint]())
    func end(_ word: inout [CodePoint], _ result: inout [[CodePoint]]) {
      if !word.isEmpty { result.append(word) }
      word = []
    }
    for character in text {
      if isSpace(character) {
        end(&word, &result)
      } else if isPunctuation(character) {
        end(&word, &result)
        result.append([character])
      } else {
        word.append(character)
      }
    }
    end(&word, &result)
    return result
  }

  /// The category that a character has in Unicode 8, whose table the fast tokenizer has.
  private static func category(of character: CodePoint) -> Unicode.GeneralCategory {
    guard let properties = Unicode.Scalar(character)?.properties, let age = properties.age, age.major <= 8 else {
      return .unassigned
    }
    // Unicode 9 made marks of these letters.
    if character == 0x1885 || character == 0x1886 { return .otherLetter }
    return properties.generalCategory
  }

  private static func isSpace(_ character: CodePoint) -> Bool {
    Unicode.Scalar(character)?.properties.isWhitespace ?? false
  }

  /// The slower BertTokenizer takes away what Unicode has not assigned, too.
  private static func isControl(_ character: CodePoint) -> Bool {
    switch character {
    case 0x09, 0x0A, 0x0D: return false
    case 0x20..<0x7F: return false
    default: break
    }
    switch category(of: character) {
    case .control, .format, .surrogate, .privateUse: return true
    default: return false
    }
  }

  /// Unicode's punctuation, and all of ASCII that is neither letter, digit nor space.
  private static func isPunctuation(_ character: CodePoint) -> Bool {
    switch character {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return true
    case 0..<0x80: return false
    default: break
    }
    switch category(of: character) {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }

  /// The blocks that BERT takes for Chinese.
  private static func isIdeograph(_ character: CodePoint) -> Bool {
    switch character {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F,
      0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
      true
    default: false
    }
  }
}

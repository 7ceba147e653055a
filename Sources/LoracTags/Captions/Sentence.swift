/// Natural language among tags: captions such as BLIP writes, "a woman with black hair wearing a hat".
enum Sentence {
  private static let openers: Set<String> = ["a", "an", "the", "there", "this", "two", "three", "several", "some"]

  /// Whether an item is natural language: five words or more, or an article and more.
  static func isSentence(_ key: TagKey) -> Bool {
    let words = key.text.split(separator: " ")
    guard words.count < 5 else { return true }
    return words.count > 1 && openers.contains(String(words[0]))
  }

  /// The words of a text, in lower case and without punctuation around them.
  static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map { bare($0).lowercased() }
  }

  /// Whether `phrase` occurs in `text` as a run of whole words.
  static func contains(_ phrase: [String], in text: String) -> Bool { contains(phrase, in: words(text)) }

  /// Whether `phrase` occurs in a text of these words as a run.
  static func contains(_ phrase: [String], in words: [String]) -> Bool { place(of: phrase, in: words, from: 0) != nil }

  /// The text with every run of words equal to `phrase` replaced; nil where there is none.
  ///
  /// Punctuation before and behind the run stays; where nothing replaces it, that behind goes to the word before.
  static func replacing(_ phrase: [String], in text: String, by replacement: String) -> String? {
    var parts = text.split(whereSeparator: \.isWhitespace).map(String.init)
    var isFound = false
    var start = 0
    while let place = place(of: phrase, in: parts.map { bare($0).lowercased() }, from: start) {
      isFound = true
      let last = parts[place + phrase.count - 1]
      let before = String(parts[place].prefix(while: isPunctuation))
      let behind = String(last.reversed().prefix(while: isPunctuation).reversed())
      parts.removeSubrange(place..<place + phrase.count)
      if replacement.isEmpty {
        if place > 0, let end = parts[place - 1].last, !isPunctuation(end) { parts[place - 1] += behind }
        start = place
      } else {
        parts.insert(before + replacement + behind, at: place)
        start = place + 1
      }
    }
    return isFound ? parts.joined(separator: " ") : nil
  }

  private static func place(of phrase: [String], in words: [String], from start: Int) -> Int? {
    guard !phrase.isEmpty, words.count - phrase.count >= start else { return nil }
    return (start...words.count - phrase.count).first { words[$0..<$0 + phrase.count].elementsEqual(phrase) }
  }

  private static func bare(_ word: some StringProtocol) -> String {
    String(word.drop(while: isPunctuation).reversed().drop(while: isPunctuation).reversed())
  }

  private static func isPunctuation(_ character: Character) -> Bool { ".,;:!?\"'()[]".contains(character) }
}

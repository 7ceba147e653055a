internal import LoracDiagnostics

/// The tag that a misspelt or incomplete one most likely meant.
enum TagSuggestion {
  /// The nearest by spelling, else the shortest that holds the text as whole words; nil if there is none.
  static func nearest(to text: String, among candidates: some Sequence<String>) -> String? {
    let sorted = candidates.sorted()
    if let near = Suggestion.nearest(to: text, among: sorted.filter { $0 != text }) { return near }
    let words = Sentence.words(text)
    return sorted.filter { $0 != text && Sentence.contains(words, in: $0) }.min { $0.count < $1.count }
  }
}

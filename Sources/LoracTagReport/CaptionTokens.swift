internal import LoracTokenizer

/// The tokens of captions.
enum CaptionTokens {
  /// How many tokens a caption takes, start and end not counted; the longest line of several.
  static func count(_ caption: String) -> Int {
    caption.split(whereSeparator: \.isNewline).map { CLIPTokenizer.shared.tokens(of: String($0)).count }.max() ?? 0
  }
}

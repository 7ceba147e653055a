/// The tokens of one caption as rows for CLIP's text encoder, which takes 77 at a time.
///
/// With a limit of 75 there is one row; with 150 or 225 there are two or three, each with its own start and end
/// (sd-scripts, strategy_base.py `_get_input_ids`). What exceeds the limit is dropped without a word.
package struct TokenChunks: Equatable, Sendable {
  /// The most tokens a row can have, start and end included.
  package static let longestRow = 77

  /// Rows one after the other.
  package let tokens: [UInt16]
  /// The factor of each token's state, 1 for start, end and padding; nil for captions without weights.
  package let weights: [Float]?
  /// Tokens in one row: 77, or less for a limit under 75.
  package let rowLength: Int

  package var rowCount: Int { tokens.count / rowLength }

  /// - Parameters:
  ///   - content: The tokens without start and end.
  ///   - weights: As many factors.
  ///   - limit: kohya's `max_token_length`, at least 1.
  package init(_ content: [UInt16], weights: [Double]? = nil, limit: Int) {
    precondition(limit >= 1)
    let kept = content.prefix(limit)
    let padding = limit + 1 - kept.count
    let line =
      [CLIPTokenizer.startOfText] + kept + Array(repeating: CLIPTokenizer.endOfText, count: padding)
    let factors = weights.map { weights in
      [1] + weights.prefix(limit).map { Float($0) } + Array(repeating: 1, count: padding)
    }
    rowLength = min(line.count, Self.longestRow)
    guard line.count > Self.longestRow else {
      (tokens, self.weights) = (line, factors)
      return
    }
    let step = Self.longestRow - 2
    let starts = stride(from: 1, to: line.count - Self.longestRow + 2, by: step)
    let end = line[line.count - 1]
    tokens = starts.flatMap { [line[0]] + line[$0..<$0 + step] + [end] }
    self.weights = factors.map { factors in starts.flatMap { [1] + factors[$0..<$0 + step] + [1] } }
  }
}

extension CLIPTokenizer {
  /// How many tokens a caption takes, start and end not counted.
  package func tokenCount(of caption: String) -> Int { tokens(of: caption).count }

  /// The rows of a caption; `limit` is kohya's `max_token_length`, 75 unless set.
  package func chunks(of caption: String, limit: Int) -> TokenChunks {
    TokenChunks(tokens(of: caption), limit: limit)
  }

  /// The rows of a caption whose brackets are weights (`--weighted_captions`).
  ///
  /// - Throws: `WeightedCaptionError` where Python, and so kohya, fails to read a number.
  package func weightedChunks(of caption: String, limit: Int) throws(WeightedCaptionError) -> TokenChunks {
    var content: [UInt16] = []
    var weights: [Double] = []
    for part in try WeightedCaption.parts(of: caption) {
      let tokens = tokens(of: part.text)
      content += tokens
      weights += Array(repeating: part.weight, count: tokens.count)
      if content.count > limit { break }
    }
    return TokenChunks(content, weights: weights, limit: limit)
  }
}

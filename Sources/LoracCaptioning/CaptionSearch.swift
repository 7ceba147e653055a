/// Makes the tokens of a caption about the picture that `engine` looks at.
enum CaptionSearch {
  /// The caption's tokens with those of the prompt, up to the token that ends it.
  static func run(_ engine: CaptionEngine, prompt: [Int], _ limits: GenerationLimits) throws(BLIPError) -> [Int] {
    let tokens =
      limits.beamCount == 1 ? try greedy(engine, prompt, limits) : try beams(engine, prompt, limits)
    let end = tokens[prompt.count...].firstIndex(of: limits.endToken)
    return end.map { Array(tokens[...$0]) } ?? tokens
  }

  /// Takes the best token each time.
  private static func greedy(
    _ engine: CaptionEngine, _ prompt: [Int], _ limits: GenerationLimits
  ) throws(BLIPError) -> [Int] {
    var tokens = prompt
    var values = try engine.begin(prompt, texts: 1, length: limits.maximumLength)
    while true {
      var scores = TokenScores(values[...])
      guard scores.areNumbers else { throw .notANumber }
      scores.change(tokens, limits)
      let token = scores.best
      tokens.append(token)
      if token == limits.endToken || tokens.count >= limits.maximumLength { return tokens }
      values = try engine.advance([token], from: [0])
    }
  }

  private static func beams(
    _ engine: CaptionEngine, _ prompt: [Int], _ limits: GenerationLimits
  ) throws(BLIPError) -> [Int] {
    var search = BeamSearch(prompt: prompt, limits)
    try search.advance(try engine.begin(prompt, texts: limits.beamCount, length: limits.maximumLength))
    while !search.isDone {
      let tokens = search.running.map { $0.tokens[$0.tokens.count - 1] }
      try search.advance(try engine.advance(tokens, from: search.running.map(\.source)))
    }
    return search.best
  }
}

package import LoracTokenizer

/// A prompt and its negative as rows of 77 tokens for the text encoder, as many for the one as for the other.
package struct PromptRows: Sendable, Hashable {
  /// The rows of one text.
  package struct Rows: Sendable, Hashable {
    /// 77 tokens a row: start, 75 of the text or end tokens, end.
    package var tokens: [[UInt16]]
    /// The factor of each token's state.
    package var weights: [[Float]]
    /// How many of the text's tokens had no place.
    package var dropped: Int
  }

  package var prompt: Rows
  /// Nil without guidance.
  package var negative: Rows?
  /// Whether states are brought back to their mean after weighting row by row, as A1111 does, or over all rows together.
  package var isMeanPerRow: Bool

  private static let rowLength = 75
  /// Rows that sd-scripts' previews have at the most.
  private static let kohyaRows = 3
  /// How far before the end of a row A1111 looks for a comma to break at.
  private static let commaReach = 20

  /// The rows of both texts, without their references; A1111's are filled up to one number as its option
  /// "Pad prompt/negative prompt" does.
  ///
  /// - Throws: `PromptWeightError`, as `PromptPart.parts(of:_:)` does.
  package init(
    prompt: String, negative: String?, _ syntax: PromptSyntax, tokenizer: CLIPTokenizer = .shared
  ) throws(PromptWeightError) {
    let parts = try PromptPart.parts(of: prompt, syntax)
    var negativeParts: [PromptPart]?
    if let negative { negativeParts = try PromptPart.parts(of: negative, syntax) }
    isMeanPerRow = syntax == .automatic1111
    switch syntax {
    case .kohya:
      let line = Line(parts, tokenizer)
      let negativeLine = negativeParts.map { Line($0, tokenizer) }
      let longest = max(line.tokens.count, negativeLine?.tokens.count ?? 0)
      let count = min(max(1, (longest + Self.rowLength - 1) / Self.rowLength), Self.kohyaRows)
      self.prompt = line.rows(count)
      self.negative = negativeLine?.rows(count)
    case .automatic1111:
      self.prompt = Self.brokenRows(parts, tokenizer)
      self.negative = negativeParts.map { Self.brokenRows($0, tokenizer) }
      let count = max(self.prompt.tokens.count, self.negative?.tokens.count ?? 0)
      self.prompt.pad(to: count)
      self.negative?.pad(to: count)
    }
  }

  /// All tokens of a text in one line.
  private struct Line {
    var tokens: [UInt16] = []
    var weights: [Double] = []

    init(_ parts: [PromptPart], _ tokenizer: CLIPTokenizer) {
      for case .text(let text, let weight) in parts {
        let new = tokenizer.tokens(of: text)
        tokens += new
        weights += [Double](repeating: weight, count: new.count)
      }
    }

    /// sd-scripts, lpw_stable_diffusion.py `pad_tokens_and_weights`.
    func rows(_ count: Int) -> Rows {
      var rows = Rows(tokens: [], weights: [], dropped: max(0, tokens.count - count * PromptRows.rowLength))
      for row in 0..<count {
        let places = min(row * PromptRows.rowLength, tokens.count)..<min((row + 1) * PromptRows.rowLength, tokens.count)
        rows.append(Array(tokens[places]), weights[places].map { Float($0) })
      }
      return rows
    }
  }

  /// A1111: a row that is full before the next word breaks after its last comma, if that is near.
  private static func brokenRows(_ parts: [PromptPart], _ tokenizer: CLIPTokenizer) -> Rows {
    let comma = tokenizer.tokens(of: ",").first
    var rows = Rows(tokens: [], weights: [], dropped: 0)
    var (tokens, weights): ([UInt16], [Float]) = ([], [])
    var lastComma: Int?
    func endRow(at length: Int) {
      rows.append(Array(tokens[..<length]), Array(weights[..<length]))
      tokens.removeFirst(length)
      weights.removeFirst(length)
      lastComma = nil
    }
    for part in parts {
      guard case .text(let text, let weight) = part else {
        endRow(at: tokens.count)
        continue
      }
      for token in tokenizer.tokens(of: text) {
        let isFull = tokens.count == rowLength
        if token == comma {
          lastComma = tokens.count
          // A comma that does not fit any more belongs to the next row.
          if isFull { endRow(at: rowLength) }
        } else if isFull {
          let near = lastComma.flatMap { tokens.count - $0 <= commaReach ? $0 + 1 : nil }
          endRow(at: near ?? rowLength)
        }
        tokens.append(token)
        weights.append(Float(weight))
      }
    }
    if !tokens.isEmpty || rows.tokens.isEmpty { endRow(at: tokens.count) }
    return rows
  }
}

extension PromptRows.Rows {
  /// Adds a row of up to 75 tokens.
  fileprivate mutating func append(_ content: [UInt16], _ factors: [Float]) {
    let rest = 75 - content.count
    tokens.append(
      [CLIPTokenizer.startOfText] + content + [UInt16](repeating: CLIPTokenizer.endOfText, count: rest + 1))
    weights.append([1] + factors + [Float](repeating: 1, count: rest + 1))
  }

  /// Adds empty rows.
  fileprivate mutating func pad(to count: Int) {
    while tokens.count < count { append([], []) }
  }
}

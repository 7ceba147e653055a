internal import LoracTensor

/// The scores of the next token of one text, and transformers' changes to them.
struct TokenScores {
  private(set) var values: ArraySlice<Float>

  /// Scores as the network gives them.
  init(_ values: ArraySlice<Float>) { self.values = values }

  /// Whether all are numbers; the sum of anything with a NaN or with both infinities is none.
  var areNumbers: Bool { values.allSatisfy(\.isFinite) }

  /// Turns scores into logarithms of probabilities.
  mutating func normalize() {
    var (copy, logarithm) = (Array(values), [Float](repeating: 0, count: 1))
    copy.withRegion { scores in
      logarithm.withRegion {
        softmax(scores.matrix(rows: 1), scale: 1, visible: scores.count, logarithms: $0)
      }
    }
    let total = logarithm[0]
    for index in values.indices { values[index] -= total }
  }

  /// Makes tokens of the text less likely (logits_process.py, RepetitionPenaltyLogitsProcessor), and forbids the end
  /// below the least length (MinLengthLogitsProcessor).
  mutating func change(_ tokens: [Int], _ limits: GenerationLimits) {
    let first = values.startIndex
    if limits.repetitionPenalty != 1 {
      for token in Set(tokens) {
        let score = values[first + token]
        values[first + token] = score < 0 ? score * limits.repetitionPenalty : score / limits.repetitionPenalty
      }
    }
    if tokens.count < limits.minimumLength { values[first + limits.endToken] = -.infinity }
  }

  /// The token with the best score, the first of several.
  var best: Int {
    var best = values.startIndex
    for index in values.indices where values[index] > values[best] { best = index }
    return best - values.startIndex
  }
}

internal import Glibc

/// Follows several texts at once and keeps the best complete ones: transformers' beam search for one picture.
///
/// As generation/utils.py `_beam_search` of transformers 4.54 does it, in single precision like that. Among equal scores the
/// one that was found first wins; PyTorch leaves their order open.
struct BeamSearch {
  /// A text that is not complete.
  struct Beam {
    var tokens: [Int]
    var score: Float
    /// Which of the texts of the step before it continues.
    var source = 0
  }

  private struct Finished {
    let tokens: [Int]
    let score: Float
    let isComplete: Bool
  }

  /// What transformers adds to a score that must not win.
  private static let never: Float = -1e9

  private let limits: GenerationLimits
  private let promptLength: Int
  private var finished: [Finished]
  private var canImprove = true
  /// The texts to go on with, the best first.
  private(set) var running: [Beam]
  /// Whether the search has ended.
  private(set) var isDone = false

  init(prompt: [Int], _ limits: GenerationLimits) {
    self.limits = limits
    promptLength = prompt.count
    running = [Beam(tokens: prompt, score: 0)]
    finished = Array(
      repeating: Finished(tokens: prompt, score: Self.never, isComplete: false), count: limits.beamCount)
  }

  /// The best complete text.
  var best: [Int] { finished[0].tokens }

  /// Takes the scores of the next tokens, [texts, vocabulary], and chooses the texts to go on with.
  mutating func advance(_ scores: [Float]) throws(BLIPError) {
    let length = running[0].tokens.count
    let candidates = try candidates(scores)
    let ends = candidates.map { beam in
      beam.tokens.last == limits.endToken || length + 1 >= limits.maximumLength
    }
    let going = zip(candidates, ends).map { beam, ends in
      Beam(tokens: beam.tokens, score: beam.score + (ends ? Self.never : 0), source: beam.source)
    }
    running = Array(Self.sorted(going, by: \.score).prefix(limits.beamCount))
    finish(candidates, ends, length: length + 1 - promptLength)
    canImprove = canImprove && improves(length: length + 1 - promptLength)
    let isFull = limits.earlyStopping == .whenFull && finished.allSatisfy(\.isComplete)
    isDone = !canImprove || isFull || ends.allSatisfy { $0 }
  }

  /// Twice as many continuations as there are beams, the best first, so that enough remain if each of the best ends.
  private func candidates(_ scores: [Float]) throws(BLIPError) -> [Beam] {
    let (vocabulary, wanted) = (scores.count / running.count, 2 * limits.beamCount)
    var best: [(score: Float, beam: Int, token: Int)] = []
    for (index, beam) in running.enumerated() {
      var row = TokenScores(scores[index * vocabulary..<(index + 1) * vocabulary])
      guard row.areNumbers else { throw .notANumber }
      row.normalize()
      row.change(beam.tokens, limits)
      for (token, value) in row.values.enumerated() {
        let score = value + beam.score
        if best.count == wanted, score <= best[wanted - 1].score { continue }
        let place = best.firstIndex { $0.score < score } ?? best.count
        best.insert((score, index, token), at: place)
        if best.count > wanted { best.removeLast() }
      }
    }
    return best.map { Beam(tokens: running[$0.beam].tokens + [$0.token], score: $0.score, source: $0.beam) }
  }

  /// Takes those of the best candidates that end among the complete texts.
  private mutating func finish(_ candidates: [Beam], _ ends: [Bool], length: Int) {
    let divisor = Float(pow(Double(length), limits.lengthPenalty))
    let new = candidates.enumerated().map { index, beam in
      let counts = ends[index] && index < limits.beamCount
      return Finished(
        tokens: beam.tokens, score: beam.score / divisor + (counts ? 0 : Self.never), isComplete: counts)
    }
    finished = Array(Self.sorted(finished + new, by: \.score).prefix(limits.beamCount))
  }

  /// Whether the best running text could still score better than the worst complete one.
  private func improves(length: Int) -> Bool {
    let isOpen = limits.earlyStopping == .never && limits.lengthPenalty > 0
    let reached = isOpen ? limits.maximumLength - promptLength : length
    let possible = running[0].score / Float(pow(Double(reached), limits.lengthPenalty))
    let worst = finished.map(\.score).min() ?? Self.never
    return finished.contains { possible > ($0.isComplete ? worst : Self.never) }
  }

  /// Sorted from high to low, equal ones as they stand.
  private static func sorted<Element>(_ elements: [Element], by score: KeyPath<Element, Float>) -> [Element] {
    elements.enumerated().sorted {
      let (left, right) = ($0.element[keyPath: score], $1.element[keyPath: score])
      return left != right ? left > right : $0.offset < $1.offset
    }.map(\.element)
  }
}

/// Finds the candidate that a misspelt word most likely meant.
package enum Suggestion {
  /// The nearest of `candidates` to `word`, or nil if none is near.
  ///
  /// Near means an edit distance (insert, delete, replace, swap of neighbours) of at most a third of the longer word's
  /// length, and at least 1; case and `-`/`_` do not count. Ties go to the first candidate.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let folded = fold(word)
    guard folded.count <= 64 else { return nil }
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let other = fold(candidate)
      let limit = max(1, max(folded.count, other.count) / 3)
      guard abs(folded.count - other.count) <= limit else { continue }
      let distance = editDistance(folded, other)
      if distance <= limit, distance < (best?.distance ?? Int.max) { best = (candidate, distance) }
    }
    return best?.candidate
  }

  private static func fold(_ word: String) -> [Character] { Array(word.lowercased().replacing("-", with: "_")) }

  /// The optimal string alignment distance of two words.
  private static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      for column in 0..<right.count {
        let substitution = last[column] + (left[row] == right[column] ? 0 : 1)
        var cost = min(substitution, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}

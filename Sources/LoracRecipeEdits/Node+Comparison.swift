internal import LoracYAML

extension Node {
  /// A place at which two trees differ.
  struct Difference {
    /// The words and indices that lead there.
    var path: [String]
    /// What this tree has there; nil if it has nothing and the other one has.
    var value: Node?
  }

  /// Whether both say the same; the order of keys, ranges and quotes do not count.
  func isSame(as other: Node) -> Bool { firstDifference(from: other) == nil }

  /// The first place at which this tree differs from `other`, as deep as possible.
  func firstDifference(from other: Node, at path: [String] = []) -> Difference? {
    switch (content, other.content) {
    case (.scalar(let mine), .scalar(let theirs)):
      return mine.means(theirs) ? nil : Difference(path: path, value: self)
    case (.sequence(let mine), .sequence(let theirs)) where mine.count == theirs.count:
      for (index, pair) in zip(mine, theirs).enumerated() {
        if let difference = pair.0.firstDifference(from: pair.1, at: path + [String(index)]) { return difference }
      }
      return nil
    case (.mapping(let mine), .mapping(let theirs)):
      let others = Dictionary(theirs.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
      for pair in mine {
        guard let other = others[pair.key] else { return Difference(path: path + [pair.key], value: pair.value) }
        if let difference = pair.value.firstDifference(from: other, at: path + [pair.key]) { return difference }
      }
      let names = Set(mine.map(\.key))
      return theirs.first { !names.contains($0.key) }.map { Difference(path: path + [$0.key], value: nil) }
    default: return Difference(path: path, value: self)
    }
  }
}

extension Scalar {
  /// Whether both are the same value; not-a-number is the same as itself here.
  fileprivate func means(_ other: Scalar) -> Bool {
    if case .number(let mine) = value, case .number(let theirs) = other.value {
      return mine.bitPattern == theirs.bitPattern || mine.isNaN && theirs.isNaN
    }
    return value == other.value
  }
}

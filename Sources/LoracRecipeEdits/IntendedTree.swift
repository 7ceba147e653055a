internal import LoracDiagnostics
internal import LoracYAML

/// What a recipe shall say after an edit, whatever its text looks like.
struct IntendedTree {
  /// The whole key, for messages.
  let key: String

  /// The range of blocks that nobody has written.
  private static let nowhere = SourceFile(name: "", kind: .builtInDefault, bytes: []).wholeRange

  /// `node` with the change made at `path`.
  func applying(
    _ change: NodeChange, to node: Node, at path: ArraySlice<String>
  ) throws(RecipeEditError) -> Node {
    guard let word = path.first else {
      if case .set(let value) = change { return value }
      return node
    }
    switch node.content {
    case .mapping(var pairs):
      try apply(change, to: &pairs, word, path.dropFirst())
      return Node(.mapping(pairs), range: node.range)
    case .sequence(var items):
      guard let index = Int(word), items.indices.contains(index) else {
        throw .noSuchItem(key: key, place: place(before: path), count: items.count)
      }
      if path.count == 1, case .remove = change {
        items.remove(at: index)
      } else {
        items[index] = try applying(change, to: items[index], at: path.dropFirst())
      }
      return Node(.sequence(items), range: node.range)
    case .scalar(let scalar):
      guard case .set = change else { return node }
      // A block of which nothing is written yet may be filled; a written `null` takes a preset's block back.
      guard scalar.value == .null, scalar.text.isEmpty else {
        throw .notAMapping(key: key, place: place(before: path), kind: node.kindName)
      }
      return try applying(change, to: Node(.mapping([]), range: node.range), at: path)
    }
  }

  private func apply(
    _ change: NodeChange, to pairs: inout [Node.Pair], _ word: String, _ rest: ArraySlice<String>
  ) throws(RecipeEditError) {
    if let index = pairs.firstIndex(where: { $0.key == word }) {
      if rest.isEmpty, case .remove = change {
        pairs.remove(at: index)
      } else {
        pairs[index].value = try applying(change, to: pairs[index].value, at: rest)
      }
    } else if case .set(let value) = change {
      let nested = rest.reversed().reduce(value) { inner, word in
        Node(.mapping([Node.Pair(key: word, keyRange: Self.nowhere, value: inner)]), range: Self.nowhere)
      }
      pairs.append(Node.Pair(key: word, keyRange: Self.nowhere, value: nested))
    }
  }

  private func place(before path: ArraySlice<String>) -> String {
    let words = key.split(separator: ".", omittingEmptySubsequences: false)
    return words.prefix(path.startIndex).joined(separator: ".")
  }
}

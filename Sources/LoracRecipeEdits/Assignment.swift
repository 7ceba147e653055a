internal import LoracDiagnostics
internal import LoracYAML

/// The changes of a text that give a key a value.
struct Assignment {
  let text: RecipeText
  let path: [String]
  let value: Node

  /// What is to be replaced and inserted.
  func changes() throws(RecipeEditError) -> [TextChange] {
    let name = path.joined(separator: ".")
    let intended = try IntendedTree(key: name).applying(.set(value), to: text.tree, at: path[...])
    var node = text.written
    var parent: WrittenNode.Pair?
    var isFlow = false
    for (depth, word) in path.enumerated() {
      let before = path[..<depth]
      switch node.content {
      case .alias(let name, let target):
        return [TextChange(node.bytes, overriding(name, target, word, intended.value(at: before)))]
      case .scalar:
        return filling(node, parent, isFlow, depth)
      case .sequence(let items, let hasBrackets):
        guard let index = Int(word), items.indices.contains(index) else {
          throw .noSuchItem(key: name, place: before.joined(separator: "."), count: items.count)
        }
        isFlow = isFlow || hasBrackets
        parent = nil
        node = items[index]
      case .mapping(let pairs, let hasBraces):
        isFlow = isFlow || hasBraces
        guard let pair = pairs.first(where: { !$0.isMerge && $0.name == word }) else {
          guard let entry = intended.value(at: path[...depth]) else { throw .notKept(key: name) }
          let insertion = Insertion(text: text, block: before, isRoot: depth == 0, key: word, value: written(entry))
          return isFlow ? insertion.flow(into: node, pairs) : insertion.block(into: pairs)
        }
        parent = pair
        node = pair.value
      }
    }
    return replacing(node, parent, isFlow)
  }

  /// The value as it shall be written, if it is the one that was asked for; another one as it is.
  private func written(_ node: Node) -> Node { node.isSame(as: value) ? value : node }

  /// `{<<: *name, key: value}` for an alias of a mapping, and the whole value for any other.
  private func overriding(_ name: String, _ target: WrittenNode, _ word: String, _ whole: Node?) -> String {
    guard let whole else { return "" }
    guard case .mapping(let pairs) = whole.content, case .mapping = target.content,
      let pair = pairs.first(where: { $0.key == word })
    else { return FlowText.text(whole) }
    return "{<<: *\(name), \(ScalarText.flow(word)): \(FlowText.text(written(pair.value)))}"
  }

  /// Writes the rest of the path into a block that has nothing in it.
  private func filling(
    _ node: WrittenNode, _ parent: WrittenNode.Pair?, _ isFlow: Bool, _ depth: Int
  ) -> [TextChange] {
    let rest = path[depth...]
    guard !isFlow, let parent, node.isOmitted else {
      let nested = rest.reversed().reduce(FlowText.text(value)) { "{\(ScalarText.flow($1)): \($0)}" }
      return replacing(node, parent, isFlow, with: nested)
    }
    let line = text.file.lines.line(at: parent.colonEnd)
    let indentation = text.indentation(of: [parent]) + Layout(text).step
    let entry = Insertion.entry(
      rest.first ?? "",
      rest.dropFirst().reversed().reduce(ValueText.text(value, inFlow: rest.count > 1)) {
        "{\(ScalarText.flow($1)): \($0)}"
      })
    return [Insertion.lines([String(repeating: " ", count: indentation) + entry], behind: line, in: text)]
  }

  private func replacing(_ node: WrittenNode, _ parent: WrittenNode.Pair?, _ isFlow: Bool) -> [TextChange] {
    replacing(node, parent, isFlow, with: ValueText.text(value, inFlow: isFlow, like: node, in: text))
  }

  private func replacing(
    _ node: WrittenNode, _ parent: WrittenNode.Pair?, _ isFlow: Bool, with new: String
  ) -> [TextChange] {
    let old = node.bytes
    // The anchor stays, since others use it; the values that it has there are put back afterwards.
    let anchored = node.anchor.map { "&\($0) " + new } ?? new
    // Aliases of what vanishes would have no meaning.
    let lost = node.anchors.subtracting([old.lowerBound])
    let orphans = text.written.aliases.filter { lost.contains($0.target) && !old.overlaps($0.bytes) }
    var changes = orphans.map { TextChange($0.bytes, $0.text) }
    if let parent, old.isEmpty {
      let hasColon = parent.colonEnd > parent.key.bytes.upperBound
      changes.append(TextChange(parent.colonEnd..<parent.colonEnd, (hasColon ? " " : ": ") + anchored))
    } else if let parent, case .mapping(_, isFlow: false) = node.content, node.propertiesEnd == nil {
      changes.append(TextChange(parent.colonEnd..<old.upperBound, " " + anchored))
    } else if let parent, case .sequence(_, isFlow: false) = node.content, node.propertiesEnd == nil {
      changes.append(TextChange(parent.colonEnd..<old.upperBound, " " + anchored))
    } else {
      changes.append(TextChange(old, (old.isEmpty ? " " : "") + anchored))
      if !old.isEmpty, let comment = TrailingComment(behind: old, in: text) {
        changes.append(comment.change(for: anchored))
      }
    }
    return changes
  }
}

extension Node {
  /// The value at `path`; nil if there is none.
  func value(at path: ArraySlice<String>) -> Node? {
    guard let word = path.first else { return self }
    switch content {
    case .mapping(let pairs): return pairs.first { $0.key == word }?.value.value(at: path.dropFirst())
    case .sequence(let items):
      return Int(word).flatMap { items.indices.contains($0) ? items[$0].value(at: path.dropFirst()) : nil }
    case .scalar: return nil
    }
  }
}

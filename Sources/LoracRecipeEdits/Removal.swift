internal import LoracDiagnostics
internal import LoracYAML

/// The changes of a text that take a key out.
struct Removal {
  let text: RecipeText

  /// What is to be deleted; nothing if the key is not written.
  func changes(at path: [String]) -> [TextChange] {
    var node = text.written
    var parent: WrittenNode.Pair?
    for word in path.dropLast() {
      guard let child = node.child(word) else { return [] }
      if case .mapping(let pairs, _) = node.content {
        parent = pairs.first { !$0.isMerge && $0.name == word }
      } else {
        parent = nil
      }
      node = child
    }
    guard let word = path.last else { return [] }
    switch node.content {
    case .mapping(let pairs, let isFlow):
      guard let index = pairs.firstIndex(where: { !$0.isMerge && $0.name == word }) else { return [] }
      let entries = pairs.map(\.bytes)
      let lost = pairs[index].key.anchors.union(pairs[index].value.anchors)
      return orphans(of: lost, outside: entries[index])
        + removing(index, of: entries, isFlow, node, parent, empty: "{}")
    case .sequence(let items, let isFlow):
      guard let index = Int(word), items.indices.contains(index) else { return [] }
      let entries = items.map { isFlow ? $0.bytes : dash(before: $0.bytes.lowerBound)..<$0.bytes.upperBound }
      return orphans(of: items[index].anchors, outside: entries[index])
        + removing(index, of: entries, isFlow, node, parent, empty: "[]")
    default: return []
    }
  }

  /// Writes out the aliases of what vanishes.
  private func orphans(of anchors: Set<Int>, outside range: Range<Int>) -> [TextChange] {
    text.written.aliases.filter { anchors.contains($0.target) && !range.overlaps($0.bytes) }.map {
      TextChange($0.bytes, $0.text)
    }
  }

  private func removing(
    _ index: Int, of entries: [Range<Int>], _ isFlow: Bool, _ node: WrittenNode, _ parent: WrittenNode.Pair?,
    empty: String
  ) -> [TextChange] {
    let entry = entries[index]
    if isFlow {
      if index + 1 < entries.count { return [TextChange(entry.lowerBound..<entries[index + 1].lowerBound, "")] }
      return [TextChange((index > 0 ? entries[index - 1].upperBound : entry.lowerBound)..<entry.upperBound, "")]
    }
    if entries.count == 1 {
      guard let parent, text.beginsLine(entry.lowerBound) else { return [TextChange(node.valueBytes, empty)] }
      let place = node.propertiesEnd ?? parent.colonEnd
      return [TextChange(place..<place, " " + empty), TextChange(lines(of: entry), "")]
    }
    if !text.beginsLine(entry.lowerBound), index + 1 < entries.count {
      return [TextChange(entry.lowerBound..<entries[index + 1].lowerBound, "")]
    }
    return [TextChange(lines(of: entry), "")]
  }

  /// The lines of an entry with the comments that belong to it.
  private func lines(of entry: Range<Int>) -> Range<Int> {
    let lines = text.file.lines
    let first = lines.bytes(ofLine: lines.line(at: entry.lowerBound))
    let indentation = text.column(of: entry.lowerBound)
    let end = lines.bytes(ofLine: text.lastLine(ofEntryEnding: entry.upperBound, indentation: indentation)).upperBound
    // A last line without an ending takes the one before it along.
    guard end == text.bytes.count, text.bytes.last != 0x0A, text.bytes.last != 0x0D else {
      return first.lowerBound..<end
    }
    var start = first.lowerBound
    if start > 0, text.bytes[start - 1] == 0x0A { start -= 1 }
    if start > 0, text.bytes[start - 1] == 0x0D { start -= 1 }
    return start..<end
  }

  private func dash(before offset: Int) -> Int {
    text.bytes[..<offset].lastIndex(of: UInt8(ascii: "-")) ?? offset
  }
}

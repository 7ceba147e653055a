internal import LoracDiagnostics
internal import LoracYAML

/// A recipe's text with what it says and how it is written.
struct RecipeText {
  let file: SourceFile
  /// What it says, aliases and merge keys expanded.
  let tree: Node
  /// How it is written.
  let written: WrittenNode

  var bytes: [UInt8] { file.bytes }

  init(_ bytes: [UInt8]) throws(RecipeEditError) {
    let file = SourceFile(name: "recipe", bytes: bytes)
    var diagnostics = DiagnosticList()
    guard let tree = parse(file, into: &diagnostics), !diagnostics.hasErrors, let written = WrittenNode.read(file)
    else { throw .unreadable(diagnostics.sorted) }
    self.file = file
    self.tree = tree
    self.written = written
  }

  /// The text with a change made at `path`; it is not yet known to say what it shall.
  func applying(_ change: NodeChange, at path: [String]) throws(RecipeEditError) -> [UInt8] {
    switch change {
    case .remove: TextChange.apply(Removal(text: self).changes(at: path), to: bytes)
    case .set(let value): TextChange.apply(try Assignment(text: self, path: path, value: value).changes(), to: bytes)
    }
  }

  /// The text with the aliases written out that repeat values on the way to `path`; nil if there are none.
  func withoutAliases(to path: [String]) -> [UInt8]? {
    var anchors: Set<Int> = []
    var node = written
    var rest = path[...]
    while true {
      if node.anchor != nil { anchors.insert(node.bytes.lowerBound) }
      guard let word = rest.popFirst(), let child = node.child(word) else { break }
      node = child
    }
    anchors.formUnion(node.anchors)
    let changes = written.aliases.filter { anchors.contains($0.target) }.map {
      TextChange($0.bytes, $0.text)
    }
    return changes.isEmpty ? nil : TextChange.apply(changes, to: bytes)
  }

  // MARK: Lines

  /// The line ending that the file uses at `line`, or at all.
  func lineEnding(at line: Int) -> String {
    for candidate in [line, line - 1, 1] where (1...file.lines.count).contains(candidate) {
      let text = bytes[file.lines.bytes(ofLine: candidate)]
      if text.suffix(2).elementsEqual([0x0D, 0x0A]) { return "\r\n" }
      if text.last == 0x0A { return "\n" }
      if text.last == 0x0D { return "\r" }
    }
    return "\n"
  }

  /// The number of bytes before `offset` on its line.
  func column(of offset: Int) -> Int { offset - file.lines.bytes(ofLine: file.lines.line(at: offset)).lowerBound }

  /// Whether only blanks stand before `offset` on its line.
  func beginsLine(_ offset: Int) -> Bool {
    let start = file.lines.bytes(ofLine: file.lines.line(at: offset)).lowerBound
    return bytes[start..<offset].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// The text of `line` without indentation and line ending.
  func content(ofLine line: Int) -> ArraySlice<UInt8> {
    let text = bytes[file.lines.bytes(ofLine: line)].drop { $0 == 0x20 || $0 == 0x09 }
    let end = text.lastIndex { $0 > 0x20 } ?? text.startIndex - 1
    return text[text.startIndex..<end + 1]
  }

  /// The last line that belongs to what ends at `offset`: comments that are indented deeper than `indentation` do.
  func lastLine(ofEntryEnding offset: Int, indentation: Int) -> Int {
    var last = file.lines.line(at: offset)
    var line = last + 1
    while line <= file.lines.count {
      let content = content(ofLine: line)
      if content.first == UInt8(ascii: "#"), column(of: content.startIndex) > indentation {
        last = line
      } else if !content.isEmpty {
        break
      }
      line += 1
    }
    return last
  }

  /// Where the keys of a mapping without braces are indented to.
  func indentation(of pairs: [WrittenNode.Pair]) -> Int {
    guard let first = pairs.first else { return 0 }
    let line = file.lines.bytes(ofLine: file.lines.line(at: first.bytes.lowerBound))
    var index = first.bytes.lowerBound
    // `? key` is indented to its question mark.
    var before = index
    while before > line.lowerBound, bytes[before - 1] == 0x20 { before -= 1 }
    if before > line.lowerBound, before < index, bytes[before - 1] == UInt8(ascii: "?") { index = before - 1 }
    return index - max(line.lowerBound, file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) && line.lowerBound == 0 ? 3 : 0)
  }
}

extension WrittenNode {
  /// What is written for that key or item; nil if nothing is, or if it comes from an alias.
  func child(_ word: String) -> WrittenNode? {
    switch content {
    case .mapping(let pairs, _): pairs.first { !$0.isMerge && $0.name == word }?.value
    case .sequence(let items, _): Int(word).flatMap { items.indices.contains($0) ? items[$0] : nil }
    default: nil
    }
  }

  /// Where the anchors stand that this value has within it.
  var anchors: Set<Int> {
    var result: Set<Int> = anchor == nil ? [] : [bytes.lowerBound]
    for child in children { result.formUnion(child.anchors) }
    return result
  }

  /// An alias in the text.
  struct Alias {
    var bytes: Range<Int>
    /// Where the anchor stands.
    var target: Int
    /// The value in one line.
    var text: String
  }

  /// The aliases within, in order.
  var aliases: [Alias] {
    if case .alias(_, let target) = content {
      return [Alias(bytes: bytes, target: target.bytes.lowerBound, text: FlowText.text(target))]
    }
    return children.flatMap(\.aliases)
  }

  private var children: [WrittenNode] {
    switch content {
    case .scalar, .alias: []
    case .sequence(let items, _): items
    case .mapping(let pairs, _): pairs.flatMap { [$0.key, $0.value] }
    }
  }
}

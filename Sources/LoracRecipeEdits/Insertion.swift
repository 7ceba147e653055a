internal import LoracDiagnostics
internal import LoracYAML

/// Writes a key that a mapping does not have yet.
struct Insertion {
  let text: RecipeText
  /// The words of the mapping's key.
  let block: ArraySlice<String>
  let isRoot: Bool
  let key: String
  let value: Node

  /// `key: value`.
  static func entry(_ key: String, _ value: String) -> String { ScalarText.flow(key) + ": " + value }

  /// Inserts whole lines behind `line`.
  static func lines(_ lines: [String], behind line: Int, in text: RecipeText) -> TextChange {
    let ending = text.lineEnding(at: line)
    let place = text.file.lines.bytes(ofLine: line)
    let last = text.bytes[place].last
    let hasEnding = last == 0x0A || last == 0x0D
    let block = lines.joined(separator: ending)
    return TextChange(place.upperBound..<place.upperBound, hasEnding ? block + ending : ending + block)
  }

  // MARK: Without braces

  /// Inserts lines into a mapping without braces.
  func block(into pairs: [WrittenNode.Pair]) -> [TextChange] {
    let names = pairs.map { $0.isMerge ? "" : $0.name }
    guard let index = FieldOrder.predecessor(of: key, among: names, inBlockAt: block) else { return [] }
    let indentation = text.indentation(of: pairs)
    let line = lastLine(of: pairs[index], indentation: indentation)
    let margin = String(repeating: " ", count: indentation)
    var lines = entryLines().map { margin + $0 }
    if isRoot, isSeparated(pairs, index, behind: line, isLong: lines.count > 1) { lines.insert("", at: 0) }
    return [Self.lines(lines, behind: line, in: text)]
  }

  /// A block of its own lines where the author writes blocks so; everything below it in braces.
  private func entryLines() -> [String] {
    let layout = Layout(text)
    guard isRoot, !layout.prefersFlow, case .mapping(let pairs) = value.content, !pairs.isEmpty else {
      return [Self.entry(key, ValueText.text(value, inFlow: false))]
    }
    let margin = String(repeating: " ", count: layout.step)
    return [ScalarText.flow(key) + ":"]
      + pairs.map { margin + Self.entry($0.key, ValueText.text($0.value, inFlow: false)) }
  }

  private func lastLine(of pair: WrittenNode.Pair, indentation: Int) -> Int {
    var line = text.lastLine(ofEntryEnding: pair.bytes.upperBound, indentation: indentation)
    guard pair.value.endsWithKeptLines(in: text) else { return line }
    // `|+` keeps the empty lines behind it.
    let lines = text.file.lines
    while line < lines.count, !lines.bytes(ofLine: line + 1).isEmpty, text.content(ofLine: line + 1).isEmpty {
      line += 1
    }
    return line
  }

  /// Whether an empty line goes before the new block, as the author puts them between blocks.
  private func isSeparated(
    _ pairs: [WrittenNode.Pair], _ index: Int, behind line: Int, isLong: Bool
  ) -> Bool {
    let lines = text.file.lines
    let start = lines.line(at: pairs[index].bytes.lowerBound)
    guard isLong || line > start, !text.content(ofLine: line).isEmpty else { return false }
    let isBlankBehind = line < lines.count && text.content(ofLine: line + 1).isEmpty && line + 1 < lines.count
    var before = start - 1
    while before > 1, text.content(ofLine: before).first == UInt8(ascii: "#") { before -= 1 }
    let isBlankBefore = before >= 1 && before < start && text.content(ofLine: before).isEmpty
    return isBlankBehind || isBlankBefore
  }

  // MARK: With braces

  /// Inserts into a mapping with braces, on a line of its own where the others have one.
  func flow(into node: WrittenNode, _ pairs: [WrittenNode.Pair]) -> [TextChange] {
    let entry = Self.entry(key, ValueText.text(value, inFlow: true))
    let names = pairs.map { $0.isMerge ? "" : $0.name }
    guard let index = FieldOrder.predecessor(of: key, among: names, inBlockAt: block) else {
      let inside = node.valueBytes.lowerBound + 1
      return [TextChange(inside..<inside, entry)]
    }
    let end = pairs[index].bytes.upperBound
    guard text.beginsLine(pairs[index].bytes.lowerBound), let tail = tail(behind: end) else {
      return [TextChange(end..<end, ", " + entry)]
    }
    let margin = String(repeating: " ", count: text.column(of: pairs[index].bytes.lowerBound))
    let line = text.file.lines.line(at: end)
    if tail.hasComma { return [Self.lines([margin + entry + ","], behind: line, in: text)] }
    return [TextChange(end..<end, ","), Self.lines([margin + entry], behind: line, in: text)]
  }

  /// What follows on the line of `end` if it is at most a comma and a comment.
  private func tail(behind end: Int) -> (hasComma: Bool, Void)? {
    let line = text.file.lines.bytes(ofLine: text.file.lines.line(at: end))
    var rest = text.bytes[end..<line.upperBound].drop { $0 == 0x20 || $0 == 0x09 }
    let hasComma = rest.first == UInt8(ascii: ",")
    if hasComma { rest = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 } }
    guard let first = rest.first else { return nil }
    return first == 0x0A || first == 0x0D || first == UInt8(ascii: "#") ? (hasComma, ()) : nil
  }
}

extension WrittenNode {
  /// Whether its last line is that of a block scalar which keeps the empty lines behind it.
  fileprivate func endsWithKeptLines(in text: RecipeText) -> Bool {
    switch content {
    case .scalar(_, .block):
      text.bytes[valueBytes].prefix { $0 != 0x0A && $0 != 0x0D }.prefix { $0 != 0x20 }.contains(UInt8(ascii: "+"))
    case .sequence(let items, isFlow: false): items.last?.endsWithKeptLines(in: text) ?? false
    case .mapping(let pairs, isFlow: false): pairs.last?.value.endsWithKeptLines(in: text) ?? false
    default: false
    }
  }
}

internal import LoracDiagnostics

/// One character of a source line as it is shown.
struct TextCell: Sendable {
  /// The bytes of the file that it stands for.
  var bytes: Range<Int>
  /// What is shown.
  var text: String
  /// The columns that `text` takes.
  var width: Int

  /// Tab stops are this many columns apart.
  static let tabWidth = 4

  /// The characters of a byte range: tabs expanded, controls made visible, each invalid sequence shown as `�`.
  static func cells(of file: SourceFile, _ range: Range<Int>) -> [TextCell] {
    var cells: [TextCell] = []
    var column = 0
    func append(_ bytes: Range<Int>, _ text: String) {
      let width = DisplayWidth.columns(text)
      cells.append(TextCell(bytes: bytes, text: text, width: width))
      column += width
    }
    for (run, isValid) in validRuns(file.bytes, range) {
      guard isValid else {
        append(run, "\u{FFFD}")
        continue
      }
      var offset = run.lowerBound
      for character in file.text(run) {
        if let ascii = character.asciiValue, 0x20..<0x7F ~= ascii {
          cells.append(TextCell(bytes: offset..<offset + 1, text: String(character), width: 1))
          column += 1
          offset += 1
          continue
        }
        let end = offset + character.utf8.count
        let shown =
          character == "\t"
          ? String(repeating: " ", count: tabWidth - column % tabWidth) : VisibleText.escape(character)
        append(offset..<end, shown)
        offset = end
      }
    }
    return cells
  }

  /// The longest valid stretches of a range and, between them, the ill-formed sequences one by one.
  private static func validRuns(_ bytes: [UInt8], _ range: Range<Int>) -> [(Range<Int>, isValid: Bool)] {
    if bytes[range].allSatisfy({ $0 < 0x80 }) { return [(range, true)] }
    var runs: [(Range<Int>, isValid: Bool)] = []
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes[range].makeIterator()
    var start = range.lowerBound
    var offset = start
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .error(let length):
        if start < offset { runs.append((start..<offset, true)) }
        runs.append((offset..<offset + length, false))
        offset += length
        start = offset
      case .emptyInput:
        if start < offset { runs.append((start..<offset, true)) }
        return runs
      }
    }
  }
}

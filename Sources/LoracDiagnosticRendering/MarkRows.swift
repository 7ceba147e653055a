/// The rows below one source line: carets and dashes, and the labels' texts.
///
/// The text of the rightmost mark stands beside it, the others hang below their marks:
///
///     ^^^^^   ---- text of the right one
///     │
///     text of the left one
struct MarkRows {
  /// One mark on the line.
  struct Mark {
    /// 0-based columns, never empty.
    var columns: Range<Int>
    /// The text; may be empty.
    var text: String
    /// Whether the mark is drawn with carets.
    var isPrimary: Bool
  }

  /// Texts get at least this many columns, even if they must begin left of their mark.
  private static let leastTextWidth = 30

  private let width: Int
  private let primaryStyle: Palette.Style
  private(set) var rows: [StyledRow] = []

  /// Draws `marks` in at most `width` columns; a text with words longer than the room may go beyond.
  init(_ marks: [Mark], width: Int, primaryStyle: Palette.Style) {
    self.width = width
    self.primaryStyle = primaryStyle
    guard !marks.isEmpty else { return }
    var hanging = marks.indices.filter { !marks[$0].text.isEmpty }
    rows = [underline(marks)]
    let end = marks.reduce(0) { max($0, $1.columns.upperBound) }
    if let last = hanging.last, marks[last].columns.upperBound == end, let lines = textBeside(marks[last], at: end + 1)
    {
      hanging.removeLast()
      rows[0].put(lines[0], at: end + 1, style(marks[last]))
      for line in lines.dropFirst() {
        rows.append(connectors(hanging.map { marks[$0] }))
        rows[rows.count - 1].put(line, at: end + 1, style(marks[last]))
      }
    }
    if marks.count > 1, !hanging.isEmpty { rows.append(connectors(hanging.map { marks[$0] })) }
    while let index = hanging.popLast() { appendText(of: marks[index], above: hanging.map { marks[$0] }) }
  }

  private func underline(_ marks: [Mark]) -> StyledRow {
    var row = StyledRow()
    // Short marks on top of long ones, so that all can be seen; of equal ones the primary.
    let order = marks.sorted { left, right in
      let (leftCount, rightCount) = (left.columns.count, right.columns.count)
      return leftCount != rightCount ? leftCount > rightCount : !left.isPrimary && right.isPrimary
    }
    for mark in order {
      let text = String(repeating: mark.isPrimary ? "^" : "-", count: mark.columns.count)
      row.put(text, at: mark.columns.lowerBound, style(mark))
    }
    return row
  }

  private func textBeside(_ mark: Mark, at column: Int) -> [String]? {
    let room = width - column
    guard room >= Self.leastTextWidth || DisplayWidth.columns(mark.text) <= room else { return nil }
    return TextWrapping.lines(mark.text, width: room)
  }

  private mutating func appendText(of mark: Mark, above others: [Mark]) {
    let textWidth = DisplayWidth.columns(mark.text)
    let needed = min(textWidth, max(Self.leastTextWidth, width - mark.columns.lowerBound))
    let column = max(0, min(mark.columns.lowerBound, width - needed))
    for line in TextWrapping.lines(mark.text, width: max(1, width - column)) {
      var row = connectors(others)
      row.put(line, at: column, style(mark))
      rows.append(row)
    }
  }

  private func connectors(_ marks: [Mark]) -> StyledRow {
    var row = StyledRow()
    for mark in marks { row.put("│", at: mark.columns.lowerBound, style(mark)) }
    return row
  }

  private func style(_ mark: Mark) -> Palette.Style { mark.isPrimary ? primaryStyle : .secondary }
}

internal import LoracDiagnostics

/// The part of one source line that is shown: all of it, or a stretch around the label.
///
/// Only bytes near the label are read, so a line of ten megabytes costs no more than a short one.
struct LineWindow {
  private(set) var cells: [TextCell]

  /// Shows 1-based `line` in at most `width` columns; `focus` (byte offsets) stays in sight as far as it fits.
  init(_ file: SourceFile, line: Int, focus: Range<Int>?, width: Int) {
    let content = file.content(ofLine: line)
    let focus = (focus ?? content.lowerBound..<content.lowerBound).clamped(to: content)
    // Four bytes for each column; where marks combine in great number less than the whole width is shown.
    let reach = width * 4
    var lower = max(content.lowerBound, focus.lowerBound - reach)
    let upper = min(content.upperBound, focus.lowerBound + reach)
    while lower > content.lowerBound, file.bytes[lower] & 0xC0 == 0x80 { lower -= 1 }
    let cells = TextCell.cells(of: file, lower..<upper)
    let isWhole = lower == content.lowerBound && upper == content.upperBound
    let total = cells.reduce(0) { $0 + $1.width }
    self.cells = cells
    guard !isWhole || total > width else { return }
    cut(focus, toWidth: width, isCutLeft: lower > content.lowerBound, isCutRight: upper < content.upperBound)
  }

  /// The 0-based column where the character at byte `offset` begins; the edge of the window if it is not shown.
  func column(of offset: Int) -> Int {
    var column = 0
    for cell in cells {
      if cell.bytes.upperBound > offset { return column }
      column += cell.width
    }
    return column
  }

  /// The 0-based column after the last character that begins before byte `offset`.
  func endColumn(of offset: Int) -> Int {
    var column = 0
    for cell in cells {
      if cell.bytes.lowerBound >= offset { return column }
      column += cell.width
    }
    return column
  }

  private mutating func cut(_ focus: Range<Int>, toWidth width: Int, isCutLeft: Bool, isCutRight: Bool) {
    let focusColumn = column(of: focus.lowerBound)
    let length = max(1, endColumn(of: focus.upperBound) - focusColumn)
    let room = max(1, width - 2)
    var first = 0
    if isCutLeft || focusColumn + length > room {
      first = focusColumn - max(min(room / 3, room - length), min(4, room / 3))
      if first <= 1, !isCutLeft { first = 0 }
    }
    var shown: [TextCell] = []
    var column = 0
    for cell in cells {
      if column >= first, column + cell.width <= first + room { shown.append(cell) }
      column += cell.width
    }
    let low = shown.first?.bytes.lowerBound ?? focus.lowerBound
    let high = shown.last?.bytes.upperBound ?? focus.lowerBound
    if isCutLeft || low > (cells.first?.bytes.lowerBound ?? low) {
      shown.insert(TextCell(bytes: low..<low, text: "…", width: 1), at: 0)
    }
    if isCutRight || high < (cells.last?.bytes.upperBound ?? high) {
      shown.append(TextCell(bytes: high..<Int.max, text: "…", width: 1))
    }
    cells = shown
  }
}

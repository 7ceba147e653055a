/// One row of terminal output, filled at any column and then turned into text.
struct StyledRow {
  private struct Cell: Equatable {
    var text: String
    var style: Palette.Style?
  }

  /// One element for each column; the second column of a wide character has an empty text.
  private var cells: [Cell] = []

  init() {}

  /// The number of columns filled so far.
  var width: Int { cells.count }

  /// Writes `text`, which has no control characters, from 0-based `column` on, over what is there.
  mutating func put(_ text: String, at column: Int, _ style: Palette.Style? = nil) {
    while cells.count < column { cells.append(Cell(text: " ", style: nil)) }
    var column = column
    for character in text {
      let width = DisplayWidth.columns(character)
      if width == 0 {
        if column > 0, column <= cells.count { cells[column - 1].text.append(character) }
        continue
      }
      for part in 0..<width {
        let cell = Cell(text: part == 0 ? String(character) : "", style: style)
        if column < cells.count { cells[column] = cell } else { cells.append(cell) }
        column += 1
      }
    }
  }

  /// Writes another row from 0-based `column` on, over what is there; its blanks leave what is there.
  mutating func put(_ other: StyledRow, at column: Int) {
    for (offset, cell) in other.cells.enumerated() where cell.text != " " || column + offset >= cells.count {
      while cells.count <= column + offset { cells.append(Cell(text: " ", style: nil)) }
      cells[column + offset] = cell
    }
  }

  /// Writes `text` after everything that is there.
  mutating func append(_ text: String, _ style: Palette.Style? = nil) { put(text, at: cells.count, style) }

  /// The row as text without trailing spaces.
  func text(_ palette: Palette) -> String {
    let end = cells.lastIndex { $0.text != " " }.map { $0 + 1 } ?? 0
    var result = ""
    var index = 0
    while index < end {
      let style = cells[index].style
      var run = ""
      while index < end, cells[index].style == style {
        run += cells[index].text
        index += 1
      }
      result += style.map { palette.paint(run, $0) } ?? run
    }
    return result
  }
}

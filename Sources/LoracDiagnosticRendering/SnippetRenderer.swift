internal import LoracDiagnostics

/// Draws one layout: the location, the lines with their numbers, and what is marked on them.
struct SnippetRenderer {
  private let layout: SnippetLayout
  private let gutter: Int
  private let width: Int
  private let primaryStyle: Palette.Style
  private let rails: Rails
  private var output: [StyledRow] = []

  /// Texts get at least this many columns.
  private static let leastWidth = 30

  /// The rows of `layout` in at most `width` columns; line numbers end left of the frame at column `gutter`.
  static func rows(
    _ layout: SnippetLayout, gutter: Int, width: Int, primaryStyle: Palette.Style
  ) -> [StyledRow] {
    var renderer = SnippetRenderer(layout, gutter, width, primaryStyle)
    renderer.draw()
    return renderer.output
  }

  private init(_ layout: SnippetLayout, _ gutter: Int, _ width: Int, _ primaryStyle: Palette.Style) {
    self.layout = layout
    self.gutter = gutter
    self.rails = Rails(layout, origin: gutter + 2, primaryStyle: primaryStyle)
    self.width = max(Self.leastWidth, width - gutter - 2 - rails.width)
    self.primaryStyle = primaryStyle
  }

  private var sourceColumn: Int { gutter + 2 + rails.width }

  private mutating func draw() {
    drawLocation()
    var lineBefore = 0
    for row in layout.rows {
      switch row {
      case .gap: drawGap(below: lineBefore)
      case .line(let line):
        draw(line)
        lineBefore = line
      }
    }
  }

  private mutating func drawLocation() {
    var row = StyledRow()
    row.put("┌", at: gutter, .frame)
    row.append(" \(VisibleText.escape(layout.place))")
    output.append(row)
  }

  private mutating func drawGap(below line: Int) {
    var row = framedRow(below: line, opened: .max, closed: 0)
    row.put("⋮", at: max(0, gutter - 2), .frame)
    output.append(row)
  }

  private mutating func draw(_ line: Int) {
    let window = LineWindow(layout.file, line: line, focus: focus(on: line), width: width)
    drawSource(line, window)
    drawMarks(line, window)
    for index in rails.opening(on: line) {
      var row = framedRow(below: line, opened: index)
      rails.drawOpening(of: index, at: sourceColumn + window.column(of: rails.mark(index).bytes.lowerBound), in: &row)
      output.append(row)
    }
    for index in rails.closing(on: line) { drawClosing(index, window) }
  }

  /// What must stay in sight of a long line: the primary label, else the first, else the end of a longer label.
  private func focus(on line: Int) -> Range<Int>? {
    let whole = layout.marks.filter { !$0.isMultiline && $0.firstLine == line }
    if let mark = whole.first(where: \.isPrimary) ?? whole.first { return mark.bytes }
    if let mark = layout.marks.first(where: { $0.isMultiline && $0.lastLine == line }) {
      return mark.bytes.upperBound..<mark.bytes.upperBound
    }
    return layout.marks.first { $0.isMultiline && $0.firstLine == line }.map {
      $0.bytes.lowerBound..<$0.bytes.lowerBound
    }
  }

  private mutating func drawSource(_ line: Int, _ window: LineWindow) {
    var row = StyledRow()
    if layout.file.hasLineNumbers {
      let number = String(line)
      row.put(number, at: max(0, gutter - 1 - number.count), .frame)
    }
    row.put("│", at: gutter, .frame)
    rails.draw(beside: line, in: &row)
    var column = sourceColumn
    for cell in window.cells {
      row.put(cell.text, at: column)
      column += cell.width
    }
    output.append(row)
  }

  private mutating func drawMarks(_ line: Int, _ window: LineWindow) {
    let marks = layout.marks.filter { !$0.isMultiline && $0.firstLine == line }.map { mark in
      let start = window.column(of: mark.bytes.lowerBound)
      let end = mark.bytes.isEmpty ? start + 1 : window.endColumn(of: mark.bytes.upperBound)
      return MarkRows.Mark(columns: start..<max(start + 1, end), text: mark.text, isPrimary: mark.isPrimary)
    }
    for row in MarkRows(marks, width: width, primaryStyle: primaryStyle).rows {
      var framed = framedRow(below: line)
      framed.put(row, at: sourceColumn)
      output.append(framed)
    }
  }

  /// Ends a rail; its text stands beside the end where there is room, else below.
  private mutating func drawClosing(_ index: Int, _ window: LineWindow) {
    let mark = rails.mark(index)
    var row = framedRow(below: mark.lastLine, opened: .max, closed: index)
    let end = max(0, window.endColumn(of: mark.bytes.upperBound) - 1)
    rails.drawClosing(of: index, at: sourceColumn + end, in: &row)
    let isBeside = width - end - 2 >= min(Self.leastWidth, DisplayWidth.columns(mark.text))
    let column = isBeside ? end + 2 : max(0, width - Self.leastWidth)
    for (number, line) in TextWrapping.lines(mark.text, width: width - column).enumerated() {
      if number > 0 || !isBeside {
        output.append(row)
        row = framedRow(below: mark.lastLine, opened: .max, closed: index)
      }
      row.put(line, at: sourceColumn + column, rails.style(index))
    }
    output.append(row)
  }

  /// A row without line number: the frame and the rails that go on.
  private func framedRow(below line: Int, opened: Int = 0, closed: Int = .max) -> StyledRow {
    var row = StyledRow()
    row.put("│", at: gutter, .frame)
    rails.draw(below: line, opened: opened, closed: closed, in: &row)
    return row
  }
}

internal import LoracDiagnostics

/// The lines at the left of a snippet that join the ends of labels that go over several lines.
///
///     3 │ ╭ dataset:
///     4 │ │   resolution: 512
///       │ ╰─────────────────^ text
struct Rails {
  private struct Rail {
    var mark: SnippetLayout.Mark
    /// Whether only blanks stand before the label on its first line; else a row of its own points at the start.
    var startsItsLine: Bool
    var style: Palette.Style
  }

  private let rails: [Rail]
  private let origin: Int

  /// One rail for each label of `layout` with several lines, from column `origin` on.
  init(_ layout: SnippetLayout, origin: Int, primaryStyle: Palette.Style) {
    self.origin = origin
    self.rails = layout.marks.filter(\.isMultiline).map { mark in
      let before = layout.file.content(ofLine: mark.firstLine).lowerBound..<mark.bytes.lowerBound
      let startsItsLine = before.count <= 200 && layout.file.bytes[before].allSatisfy { $0 == 0x20 }
      return Rail(mark: mark, startsItsLine: startsItsLine, style: mark.isPrimary ? primaryStyle : .secondary)
    }
  }

  /// The columns of all rails.
  var width: Int { 2 * rails.count }

  /// Rails whose label begins inside `line` and so need ``drawOpening(of:at:in:)``.
  func opening(on line: Int) -> [Int] {
    rails.indices.filter { rails[$0].mark.firstLine == line && !rails[$0].startsItsLine }
  }

  /// Rails that end on `line`, innermost first.
  func closing(on line: Int) -> [Int] { rails.indices.reversed().filter { rails[$0].mark.lastLine == line } }

  /// The label of a rail.
  func mark(_ index: Int) -> SnippetLayout.Mark { rails[index].mark }

  /// The style of a rail.
  func style(_ index: Int) -> Palette.Style { rails[index].style }

  /// Draws the rails beside the source line `line`.
  func draw(beside line: Int, in row: inout StyledRow) {
    for (index, rail) in rails.enumerated() where rail.mark.firstLine <= line && rail.mark.lastLine >= line {
      if rail.mark.firstLine < line {
        row.put("│", at: column(index), rail.style)
      } else if rail.startsItsLine {
        row.put("╭", at: column(index), rail.style)
      }
    }
  }

  /// Draws the rails in a row between `line` and the next one shown.
  ///
  /// Of those that begin inside `line` only the ones before `opened` have begun; of those that end on it the ones from
  /// `closed` on have ended.
  func draw(below line: Int, opened: Int, closed: Int, in row: inout StyledRow) {
    for (index, rail) in rails.enumerated() {
      let hasBegun =
        rail.mark.firstLine < line || (rail.mark.firstLine == line && (rail.startsItsLine || index < opened))
      let goesOn = rail.mark.lastLine > line || (rail.mark.lastLine == line && index < closed)
      if hasBegun, goesOn { row.put("│", at: column(index), rail.style) }
    }
  }

  /// Draws the corner of a rail and the line from there to `end`, where the label begins.
  func drawOpening(of index: Int, at end: Int, in row: inout StyledRow) { drawArm("╭", index, end, &row) }

  /// Draws the corner of a rail and the line from there to `end`, where the label ends.
  func drawClosing(of index: Int, at end: Int, in row: inout StyledRow) { drawArm("╰", index, end, &row) }

  private func drawArm(_ corner: String, _ index: Int, _ end: Int, _ row: inout StyledRow) {
    let start = column(index)
    row.put(corner + String(repeating: "─", count: max(0, end - start - 1)), at: start, rails[index].style)
    row.put(rails[index].mark.isPrimary ? "^" : "-", at: end, rails[index].style)
  }

  private func column(_ index: Int) -> Int { origin + 2 * index }
}

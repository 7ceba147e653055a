/// A line and a column as people and editors count them.
package struct SourcePosition: Sendable, Hashable {
  /// 1-based.
  package var line: Int
  /// 1-based, counted in characters (extended grapheme clusters), not bytes.
  ///
  /// Past a line's first 4096 bytes code points are counted, so that the cost stays bounded; see `ColumnIndex`.
  package var column: Int

  /// A position; both numbers are 1-based.
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension SourceFile {
  /// The line and column of a byte offset; a byte order mark at the start takes no column.
  ///
  /// Offsets outside the file are clamped. The cost is bounded however long the line is.
  package func position(at offset: Int) -> SourcePosition { position(at: offset, codePoints: false) }

  /// Like ``position(at:)`` with the column counted in Unicode code points, as SARIF wants it.
  package func codePointPosition(at offset: Int) -> SourcePosition { position(at: offset, codePoints: true) }

  private func position(at offset: Int, codePoints: Bool) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    let line = lines.line(at: offset)
    let start = contentStart(ofLine: line)
    guard offset > start else { return SourcePosition(line: line, column: 1) }
    if let count = longLines[line]?.count(before: offset, in: bytes, codePoints: codePoints) {
      return SourcePosition(line: line, column: count + 1)
    }
    let before = text(start..<offset)
    return SourcePosition(line: line, column: (codePoints ? before.unicodeScalars.count : before.count) + 1)
  }

  /// The bytes of 1-based `line` without byte order mark and line ending.
  package func content(ofLine line: Int) -> Range<Int> {
    let whole = lines.bytes(ofLine: line)
    let start = contentStart(ofLine: line)
    var end = whole.upperBound
    if end > start, bytes[end - 1] == 0x0A { end -= 1 }
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<max(start, end)
  }

  /// Whether the file begins with a UTF-8 byte order mark.
  package var hasByteOrderMark: Bool { bytes.starts(with: [0xEF, 0xBB, 0xBF]) }

  private func contentStart(ofLine line: Int) -> Int {
    line == 1 && hasByteOrderMark ? 3 : lines.bytes(ofLine: line).lowerBound
  }
}

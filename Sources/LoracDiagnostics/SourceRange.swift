/// A range of bytes in a source file.
package struct SourceRange: Sendable, Hashable {
  /// The file that the range lies in.
  package var file: SourceFile
  /// UTF-8 byte offsets; an empty range is a position between two bytes.
  package var bytes: Range<Int>

  /// A range of `bytes` in `file`.
  package init(file: SourceFile, bytes: Range<Int>) {
    self.file = file
    self.bytes = bytes
  }

  /// The text that the range covers.
  package var text: String { file.text(bytes) }
  /// Where the range begins.
  package var start: SourcePosition { file.position(at: bytes.lowerBound) }
  /// Where the range ends, one past its last character.
  package var end: SourcePosition { file.position(at: bytes.upperBound) }

  /// The smallest range of the same file that holds both; `other` in another file is left out.
  package func joined(with other: SourceRange) -> SourceRange {
    guard other.file == file else { return self }
    let low = min(bytes.lowerBound, other.bytes.lowerBound)
    return SourceRange(file: file, bytes: low..<max(bytes.upperBound, other.bytes.upperBound))
  }
}

/// A line and a column as people and editors count them.
package struct SourcePosition: Sendable, Hashable {
  /// 1-based.
  package var line: Int
  /// 1-based, counted in characters (extended grapheme clusters), not bytes.
  package var column: Int
}

extension SourceFile {
  /// The line and column of a byte offset; a byte order mark at the start takes no column.
  package func position(at offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    let line = lines.line(at: offset)
    var start = lines.bytes(ofLine: line).lowerBound
    if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = min(3, offset) }
    return SourcePosition(line: line, column: text(start..<max(start, offset)).count + 1)
  }
}

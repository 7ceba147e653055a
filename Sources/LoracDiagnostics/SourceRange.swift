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

  /// The place in words: `recipes/cat.yaml:7:3`, `preset 'anime':12:9` or `default of network.rank`.
  package var place: String {
    guard file.hasLineNumbers else { return file.displayName }
    let start = start
    return "\(file.displayName):\(start.line):\(start.column)"
  }

  /// The range without line endings at its end, so that it ends on the last line that it has text on.
  package var withoutLineEndings: SourceRange {
    var end = min(bytes.upperBound, file.bytes.count)
    let start = min(bytes.lowerBound, end)
    while end > start, file.bytes[end - 1] == 0x0A || file.bytes[end - 1] == 0x0D { end -= 1 }
    return SourceRange(file: file, bytes: start..<end)
  }

  /// The smallest range of the same file that holds both; `other` in another file is left out.
  package func joined(with other: SourceRange) -> SourceRange {
    guard other.file == file else { return self }
    let low = min(bytes.lowerBound, other.bytes.lowerBound)
    return SourceRange(file: file, bytes: low..<max(bytes.upperBound, other.bytes.upperBound))
  }
}

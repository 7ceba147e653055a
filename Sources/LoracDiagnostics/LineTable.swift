/// The byte offsets at which the lines of a text begin; `\n`, `\r\n` and a lone `\r` end a line.
package struct LineTable: Sendable {
  private let starts: [Int]
  private let byteCount: Int

  /// Finds the line starts of `bytes`; a byte order mark belongs to line 1.
  package init(_ bytes: [UInt8]) {
    var starts = [0]
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
      if byte == 0x0A || byte == 0x0D { starts.append(index) }
    }
    self.starts = starts
    self.byteCount = bytes.count
  }

  /// The number of lines; an empty text has one.
  package var count: Int { starts.count }

  /// The 1-based line that holds the byte at `offset`; offsets past the end belong to the last line.
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The bytes of 1-based `line`, its line ending included.
  package func bytes(ofLine line: Int) -> Range<Int> {
    let end = line < starts.count ? starts[line] : byteCount
    return starts[line - 1]..<end
  }
}

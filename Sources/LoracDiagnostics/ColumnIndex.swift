/// Counts of one long line, kept so that a column near its end does not cost a walk over the whole line.
///
/// Columns count characters in the first ``stride`` bytes of a line and code points after that: finding characters needs
/// the text from the line's start, counting code points needs only lead bytes. The two differ only where characters are
/// made of several code points.
struct ColumnIndex: Sendable {
  /// Lines with more bytes than this get an index.
  static let stride = 4096

  private let start: Int
  private let headEnd: Int
  private let headCharacterCount: Int
  private let headCodePointCount: Int
  /// Code points from `headEnd` to `headEnd + index * stride`.
  private let codePointCounts: [Int]

  /// Counts the code points of the line that occupies `range`.
  init(_ bytes: [UInt8], line range: Range<Int>) {
    var headEnd = min(range.lowerBound + Self.stride, range.upperBound)
    while headEnd > range.lowerBound, headEnd < range.upperBound, bytes[headEnd] & 0xC0 == 0x80 { headEnd -= 1 }
    let head = String(decoding: bytes[range.lowerBound..<headEnd], as: UTF8.self)
    var counts = [0]
    var offset = headEnd
    while offset < range.upperBound {
      let next = min(offset + Self.stride, range.upperBound)
      counts.append(counts[counts.count - 1] + Self.codePoints(bytes, offset..<next))
      offset = next
    }
    self.start = range.lowerBound
    self.headEnd = headEnd
    self.headCharacterCount = head.count
    self.headCodePointCount = head.unicodeScalars.count
    self.codePointCounts = counts
  }

  /// The indexes of the lines of `bytes` that need one, by 1-based line.
  static func longLines(of bytes: [UInt8], _ lines: LineTable) -> [Int: ColumnIndex] {
    guard bytes.count > stride else { return [:] }
    var indexes: [Int: ColumnIndex] = [:]
    for line in 1...lines.count {
      var range = lines.bytes(ofLine: line)
      guard range.count > stride else { continue }
      if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { range = 3..<range.upperBound }
      indexes[line] = ColumnIndex(bytes, line: range)
    }
    return indexes
  }

  /// The characters (or code points) before `offset`; nil if the offset is in the line's head and must be counted.
  func count(before offset: Int, in bytes: [UInt8], codePoints: Bool) -> Int? {
    guard offset > headEnd else { return nil }
    let step = (offset - headEnd) / Self.stride
    let counted = headEnd + step * Self.stride
    let tail = codePointCounts[step] + Self.codePoints(bytes, counted..<offset)
    return (codePoints ? headCodePointCount : headCharacterCount) + tail
  }

  private static func codePoints(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var count = 0
    for index in range where bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}

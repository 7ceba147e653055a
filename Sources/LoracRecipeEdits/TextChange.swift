/// The replacement of some bytes.
struct TextChange {
  /// What is replaced; empty to insert.
  let range: Range<Int>
  let replacement: String

  init(_ range: Range<Int>, _ replacement: String) {
    self.range = range
    self.replacement = replacement
  }

  /// `bytes` with all changes, which do not overlap; insertions at one place keep their order.
  static func apply(_ changes: [TextChange], to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var offset = 0
    let ordered = changes.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    for (_, change) in ordered where change.range.lowerBound >= offset {
      result += bytes[offset..<change.range.lowerBound]
      result += change.replacement.utf8
      offset = change.range.upperBound
    }
    return result + bytes[offset...]
  }
}

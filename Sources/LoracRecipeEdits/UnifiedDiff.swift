/// The changed lines of a text with three lines around them, as `diff -u` writes them.
package enum UnifiedDiff {
  private static let context = 3
  /// The size of the largest table of common sequences; larger changes are shown as one.
  private static let largestTable = 4_000_000

  /// The difference of two texts; empty if they are equal.
  package static func text(from old: [UInt8], to new: [UInt8], name: String) -> String {
    guard old != new else { return "" }
    let (oldLines, newLines) = (lines(of: old), lines(of: new))
    let hunks = hunks(of: script(oldLines, newLines))
    var result = "--- \(name)\n+++ \(name)\n"
    for hunk in hunks {
      let oldCount = hunk.count { $0.kind != .added }
      let newCount = hunk.count { $0.kind != .removed }
      guard let first = hunk.first else { continue }
      result += "@@ -\(place(first.old, oldCount)) +\(place(first.new, newCount)) @@\n"
      for line in hunk {
        result += line.kind.rawValue + shown(line.kind == .added ? newLines[line.new] : oldLines[line.old])
      }
    }
    return result
  }

  private enum Kind: String {
    case same = " "
    case removed = "-"
    case added = "+"
  }

  /// A line of the result, with its places (from 0) in both texts.
  private struct Line {
    let kind: Kind
    let old: Int
    let new: Int
  }

  private static func place(_ start: Int, _ count: Int) -> String {
    let first = count == 0 ? start : start + 1
    return count == 1 ? "\(first)" : "\(first),\(count)"
  }

  private static func shown(_ line: ArraySlice<UInt8>) -> String {
    let text = String(decoding: line.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    let hasEnding = line.last == 0x0A || line.last == 0x0D
    return text + (hasEnding ? "\n" : "\n\\ No newline at end of file\n")
  }

  /// The lines with their endings.
  private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start = 0
    for index in bytes.indices {
      let isEnd = bytes[index] == 0x0A || bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)
      guard isEnd else { continue }
      result.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { result.append(bytes[start...]) }
    return result
  }

  /// All lines of both texts: what they begin and end with is the same, and between, the longest common sequence is.
  private static func script(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Line] {
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    var end = 0
    while end < min(old.count, new.count) - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
    let (rows, columns) = (old.count - end - start, new.count - end - start)
    let isLarge = rows * columns > largestTable
    // lengths[row][column] is that of the longest common sequence behind both.
    var lengths = [[Int]](repeating: [Int](repeating: 0, count: isLarge ? 0 : columns + 1), count: rows + 1)
    for row in stride(from: isLarge ? -1 : rows - 1, through: 0, by: -1) {
      for column in stride(from: columns - 1, through: 0, by: -1) {
        lengths[row][column] =
          old[start + row] == new[start + column]
          ? lengths[row + 1][column + 1] + 1 : max(lengths[row + 1][column], lengths[row][column + 1])
      }
    }
    var result = (0..<start).map { Line(kind: .same, old: $0, new: $0) }
    var (row, column) = (0, 0)
    while row < rows || column < columns {
      let place = (old: start + row, new: start + column)
      if !isLarge, row < rows, column < columns, old[place.old] == new[place.new] {
        result.append(Line(kind: .same, old: place.old, new: place.new))
        (row, column) = (row + 1, column + 1)
      } else if row < rows, isLarge || column == columns || lengths[row + 1][column] >= lengths[row][column + 1] {
        result.append(Line(kind: .removed, old: place.old, new: place.new))
        row += 1
      } else {
        result.append(Line(kind: .added, old: place.old, new: place.new))
        column += 1
      }
    }
    return result + (0..<end).map { Line(kind: .same, old: old.count - end + $0, new: new.count - end + $0) }
  }

  /// The changed lines with their surroundings, those that touch put together.
  private static func hunks(of lines: [Line]) -> [ArraySlice<Line>] {
    var ranges: [Range<Int>] = []
    for (index, line) in lines.enumerated() where line.kind != .same {
      let range = max(0, index - context)..<min(lines.count, index + context + 1)
      if let last = ranges.last, range.lowerBound <= last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    return ranges.map { lines[$0] }
  }
}

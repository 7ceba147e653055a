/// Columns of text, the numbers flush right.
package struct Table {
  /// How a column is aligned.
  package enum Alignment: Sendable {
    /// Flush left, for words.
    case left
    /// Flush right, for numbers.
    case right
  }

  private var rows: [[String]]
  private let alignments: [Alignment]

  /// A table with a header row.
  package init(_ header: [String], _ alignments: [Alignment]) {
    self.rows = [header]
    self.alignments = alignments
  }

  /// Adds a row with as many cells as the header.
  package mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The rows, each indented, without trailing blanks.
  package func lines(indent: String) -> [String] {
    let widths = alignments.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.indices.map { column in
        let blanks = String(repeating: " ", count: widths[column] - row[column].count)
        return alignments[column] == .left ? row[column] + blanks : blanks + row[column]
      }
      var line = indent + cells.joined(separator: "  ")
      while line.utf8.last == UInt8(ascii: " ") { line.removeLast() }
      return line
    }
  }
}

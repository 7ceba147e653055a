/// Text in columns as Python's `csv` module reads it: commas, and quotation marks that are doubled inside quotations.
enum CommaSeparatedText {
  /// One row, and the line in which it begins, counted from 1.
  struct Row: Hashable {
    var line: Int
    var fields: [String]
  }

  /// The rows of `text`; an empty line is a row with one empty field.
  static func rows(_ text: String) throws(TagVocabularyError) -> [Row] {
    var reader = Reader(text)
    var rows: [Row] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
  }

  private struct Reader {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    mutating func next() throws(TagVocabularyError) -> Row? {
      guard index < scalars.count else { return nil }
      var row = Row(line: line, fields: [try field()])
      while index < scalars.count, scalars[index] == "," {
        index += 1
        row.fields.append(try field())
      }
      skipLineEnd()
      return row
    }

    /// Up to a comma or the end of the line.
    private mutating func field() throws(TagVocabularyError) -> String {
      var result = String.UnicodeScalarView()
      if index < scalars.count, scalars[index] == "\"" { try quotation(&result) }
      while index < scalars.count, ![",", "\n", "\r"].contains(scalars[index]) {
        result.append(scalars[index])
        index += 1
      }
      return String(result)
    }

    private mutating func quotation(_ result: inout String.UnicodeScalarView) throws(TagVocabularyError) {
      let start = line
      index += 1
      while index < scalars.count {
        let scalar = scalars[index]
        index += 1
        if scalar == "\"" {
          guard index < scalars.count, scalars[index] == "\"" else { return }
          index += 1
        } else if scalar == "\n" {
          line += 1
        }
        result.append(scalar)
      }
      throw .quotation(line: start)
    }

    private mutating func skipLineEnd() {
      if index < scalars.count, scalars[index] == "\r" { index += 1 }
      if index < scalars.count, scalars[index] == "\n" { index += 1 }
      line += 1
    }
  }
}

/// A matrix over numbers in memory: rows that lie `stride` numbers apart, or such a matrix transposed.
package struct Matrix: Sendable {
  /// The memory from the first number on.
  let region: FloatRegion
  /// The number of rows.
  package let rows: Int
  /// The number of columns.
  package let columns: Int
  /// The distance between rows in memory (between columns where transposed).
  package let stride: Int
  /// Whether memory holds the columns one after another.
  package let isTransposed: Bool

  init(region: FloatRegion, rows: Int, columns: Int, stride: Int, isTransposed: Bool = false) {
    let (lines, length) = isTransposed ? (columns, rows) : (rows, columns)
    precondition(rows > 0 && columns > 0 && stride >= length, "a matrix whose rows overlap")
    precondition((lines - 1) * stride + length <= region.count, "a matrix beyond its region")
    self.region = region
    self.rows = rows
    self.columns = columns
    self.stride = stride
    self.isTransposed = isTransposed
  }

  /// The same numbers with rows and columns exchanged.
  package var transposed: Matrix {
    Matrix(region: region, rows: columns, columns: rows, stride: stride, isTransposed: !isTransposed)
  }

  /// The rows of `range`; not for a transposed matrix.
  package func rows(_ range: Range<Int>) -> Matrix { block(rows: range, columns: 0..<columns) }

  /// The columns of `range`; not for a transposed matrix.
  package func columns(_ range: Range<Int>) -> Matrix { block(rows: 0..<rows, columns: range) }

  /// The rows and columns of two ranges; not for a transposed matrix.
  package func block(rows rowRange: Range<Int>, columns columnRange: Range<Int>) -> Matrix {
    precondition(!isTransposed, "take blocks before transposing")
    precondition(rowRange.lowerBound >= 0 && rowRange.upperBound <= rows, "rows beyond the matrix")
    precondition(columnRange.lowerBound >= 0 && columnRange.upperBound <= columns, "columns beyond the matrix")
    let start = rowRange.lowerBound * stride + columnRange.lowerBound
    return Matrix(
      region: region[start..<region.count], rows: rowRange.count, columns: columnRange.count, stride: stride)
  }

  /// The numbers of a matrix without gaps between its rows, as one region.
  package var numbers: FloatRegion {
    precondition(!isTransposed && (stride == columns || rows == 1), "a matrix with gaps between its rows")
    return region[0..<rows * columns]
  }
}

internal import CLoracKernels

extension Workers {
  /// result = a + b; all equally long.
  package func add(_ a: FloatRegion, _ b: FloatRegion, into result: FloatRegion) {
    precondition(a.count == b.count && a.count == result.count, "a sum of equally long regions")
    split(a.count, least: smallestPart) { range in
      lorac_add(a[range].base, b[range].base, result[range].base, range.count)
    }
  }

  /// y = y · x, number by number; both equally long and not the same memory.
  package func multiplyElements(of y: FloatRegion, by x: FloatRegion) {
    precondition(x.count == y.count, "a product of equally long regions")
    split(x.count, least: smallestPart) { range in
      lorac_multiply(x[range].base, y[range].base, range.count)
    }
  }

  /// y = beta · y + alpha · x; both equally long; with `beta` 0 what stood in y does not count.
  package func accumulate(_ x: FloatRegion, alpha: Float = 1, beta: Float, into y: FloatRegion) {
    precondition(x.count == y.count, "a sum of equally long regions")
    split(x.count, least: smallestPart) { range in
      lorac_accumulate(alpha, x[range].base, beta, y[range].base, range.count)
    }
  }

  /// y = beta · y + alpha · x for matrices of one size, whose rows may have gaps between them.
  package func accumulate(_ x: Matrix, alpha: Float = 1, beta: Float, into y: Matrix) {
    precondition(x.rows == y.rows && x.columns == y.columns, "a sum of equally large matrices")
    precondition(!x.isTransposed && !y.isTransposed, "a sum of rows")
    split(x.rows, least: max(1, smallestPart / x.columns)) { range in
      lorac_accumulate_rows(
        alpha, x.rows(range).region.base, x.stride, beta, y.rows(range).region.base, y.stride, range.count, x.columns)
    }
  }

  /// Adds `vector` to every row of y.
  package func add(_ vector: FloatRegion, toRowsOf y: Matrix) {
    precondition(vector.count == y.columns && !y.isTransposed, "a vector as long as the rows")
    split(y.rows, least: max(1, smallestPart / y.columns)) { range in
      lorac_add_vector(vector.base, y.rows(range).region.base, range.count, y.columns, y.stride)
    }
  }
}

/// result = beta · result + the sum of all rows of x, on the calling thread.
package func sumRows(_ x: Matrix, beta: Float, into result: FloatRegion) {
  precondition(result.count == x.columns, "a sum as long as the rows")
  lorac_sum_rows(x.numbers.base, x.rows, x.columns, beta, result.base)
}

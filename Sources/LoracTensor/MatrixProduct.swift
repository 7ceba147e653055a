internal import COpenBLAS

/// c = alpha · a · b + beta · c, on the calling thread; with `beta` 0 what stood in c does not count.
///
/// - Shape: a [rows, depth], b [depth, columns], c [rows, columns], c not transposed.
package func multiply(_ a: Matrix, _ b: Matrix, alpha: Float = 1, beta: Float = 0, into c: Matrix) {
  precondition(a.columns == b.rows && c.rows == a.rows && c.columns == b.columns, "matrices that do not fit")
  precondition(!c.isTransposed, "a product is written row by row")
  guard let library = BLAS.library else { preconditionFailure(BLAS.problem ?? "no BLAS") }
  library.product(
    CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans, b.isTransposed ? CblasTrans : CblasNoTrans,
    blasint(c.rows), blasint(c.columns), blasint(a.columns), alpha, a.region.base, blasint(a.stride),
    b.region.base, blasint(b.stride), beta, c.region.base, blasint(c.stride))
}

extension Workers {
  /// c = alpha · a · b + beta · c, the rows of c (or its columns, where these are more) shared among the workers.
  package func multiply(_ a: Matrix, _ b: Matrix, alpha: Float = 1, beta: Float = 0, into c: Matrix) {
    if c.rows >= c.columns {
      split(c.rows, least: 16) { range in
        let part = a.isTransposed ? a.transposed.columns(range).transposed : a.rows(range)
        LoracTensor.multiply(part, b, alpha: alpha, beta: beta, into: c.rows(range))
      }
    } else {
      split(c.columns, least: 16) { range in
        let part = b.isTransposed ? b.transposed.rows(range).transposed : b.columns(range)
        LoracTensor.multiply(a, part, alpha: alpha, beta: beta, into: c.columns(range))
      }
    }
  }
}

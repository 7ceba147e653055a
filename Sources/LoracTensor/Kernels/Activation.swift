internal import CLoracKernels

/// A function applied to every number by itself.
package enum Activation: Sendable, Hashable {
  /// x · sigmoid(x).
  case silu
  /// x · sigmoid(1.702 x), CLIP's approximation of GELU.
  case quickGELU
  /// x · Φ(x) with the error function.
  case gelu

  private var kernel: lorac_activation {
    switch self {
    case .silu: LORAC_SILU
    case .quickGELU: LORAC_QUICK_GELU
    case .gelu: LORAC_GELU
    }
  }

  /// result = f(x); both equally long.
  package func apply(_ x: FloatRegion, into result: FloatRegion, _ workers: Workers) {
    precondition(x.count == result.count, "an activation keeps the length")
    workers.split(x.count, least: smallestPart) { range in
      lorac_activate(kernel, x[range].base, result[range].base, range.count)
    }
  }

  /// dx = beta · dx + dy · f'(x); all equally long.
  package func applyBackward(_ x: FloatRegion, _ dy: FloatRegion, beta: Float, into dx: FloatRegion, _ workers: Workers)
  {
    precondition(x.count == dy.count && x.count == dx.count, "an activation keeps the length")
    workers.split(x.count, least: smallestPart) { range in
      lorac_activate_backward(kernel, x[range].base, dy[range].base, beta, dx[range].base, range.count)
    }
  }
}

/// Below this many numbers a second thread costs more than it saves.
let smallestPart = 1 << 13

/// result = the first half of each row of x times GELU of its second half.
///
/// - Shape: x [rows, 2 · width], result [rows, width].
package func gatedGELU(_ x: Matrix, into result: Matrix, _ workers: Workers) {
  precondition(x.rows == result.rows && x.columns == 2 * result.columns, "a gate as wide as what it gates")
  let (x, y) = (x.numbers, result.numbers)
  let (rows, width) = (result.rows, result.columns)
  workers.split(rows, least: max(1, smallestPart / width)) { range in
    lorac_geglu(x.base + range.lowerBound * 2 * width, y.base + range.lowerBound * width, range.count, width)
  }
}

/// dx = beta · dx + the derivative of `gatedGELU` times dy.
///
/// - Shape: x, dx [rows, 2 · width], dy [rows, width].
package func gatedGELUBackward(_ x: Matrix, _ dy: Matrix, beta: Float, into dx: Matrix, _ workers: Workers) {
  precondition(x.rows == dy.rows && x.columns == 2 * dy.columns, "a gate as wide as what it gates")
  precondition(dx.rows == x.rows && dx.columns == x.columns, "a gradient has its value's shape")
  let (x, g, d) = (x.numbers, dy.numbers, dx.numbers)
  let (rows, width) = (dy.rows, dy.columns)
  workers.split(rows, least: max(1, smallestPart / width)) { range in
    let wide = range.lowerBound * 2 * width
    lorac_geglu_backward(
      x.base + wide, g.base + range.lowerBound * width, beta, d.base + wide, range.count, width)
  }
}

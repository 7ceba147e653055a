internal import CLoracKernels

/// Turns scores into softmax(scale · scores) in place, on the calling thread.
///
/// Row r sees the first `visible + r` columns, the others become 0. With `logarithms` already known (`again`) they are
/// read instead of written.
/// - Shape: scores [rows, columns], logarithms [rows]; `scale` is positive.
package func softmax(_ scores: Matrix, scale: Float, visible: Int, logarithms: FloatRegion, again: Bool = false) {
  precondition(!scores.isTransposed && logarithms.count == scores.rows && visible > 0, "scores row by row")
  precondition(scale > 0, "a factor that keeps the largest score the largest")
  let kernel = again ? softmaxAgain : lorac_softmax
  kernel(
    scores.region.base, scores.rows, scores.columns, scores.stride, scale, min(visible, scores.columns),
    logarithms.base)
}

private func softmaxAgain(
  _ scores: UnsafeMutablePointer<Float>?, _ rows: Int, _ columns: Int, _ stride: Int, _ scale: Float, _ visible: Int,
  _ logarithms: UnsafeMutablePointer<Float>?
) {
  lorac_softmax_again(scores, rows, columns, stride, scale, visible, logarithms)
}

/// Turns the gradient of probabilities into that of scores in place, on the calling thread.
///
/// - Shape: probabilities, gradient [rows, columns] with equal strides; output, outputGradient [rows, width] with equal
///   strides.
package func softmaxBackward(
  probabilities: Matrix, gradient: Matrix, output: Matrix, outputGradient: Matrix, scale: Float
) {
  precondition(probabilities.rows == gradient.rows && probabilities.columns == gradient.columns, "one size")
  precondition(output.rows == gradient.rows && outputGradient.rows == gradient.rows, "one output row per row")
  precondition(output.columns == outputGradient.columns, "a gradient has its value's shape")
  precondition(![probabilities, gradient, output, outputGradient].contains(where: \.isTransposed), "row by row")
  precondition(
    probabilities.stride == gradient.stride && output.stride == outputGradient.stride, "rows equally far apart")
  lorac_softmax_backward(
    probabilities.region.base, gradient.region.base, gradient.rows, gradient.columns, gradient.stride,
    output.region.base, outputGradient.region.base, output.stride, output.columns, scale)
}

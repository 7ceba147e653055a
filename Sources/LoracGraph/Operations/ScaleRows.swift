package import LoracTensor

/// Multiplies every row by a number of its own, such as the weight of a caption's token.
///
/// - Shape: x [..., channels], factors [..., 1] with as many rows, not differentiated → x's shape.
package struct ScaleRows: Operation {
  /// A step.
  package init() {}

  package var name: String { "ScaleRows" }

  package func resultShape(_ operands: [Shape]) -> Shape {
    precondition(operands.count == 2 && operands[1].count == operands[0].rows, "a factor for each row")
    return operands[0]
  }

  package func operandsRead(_ operands: [Shape]) -> [Int] { [1] }

  package func forward(_ step: ForwardStep) {
    scale(step.operands[0].matrix, step.operands[1].region, beta: 0, into: step.result.matrix, step.workers)
  }

  package func backward(_ step: BackwardStep) {
    precondition(step.targets[1] == nil, "factors have no gradient")
    guard let target = step.targets[0] else { return }
    scale(step.gradient.matrix, step.operand(1).region, beta: target.beta, into: target.tensor.matrix, step.workers)
  }

  private func scale(_ x: Matrix, _ factors: FloatRegion, beta: Float, into y: Matrix, _ workers: Workers) {
    for row in 0..<x.rows {
      workers.accumulate(x.rows(row..<row + 1), alpha: factors[row], beta: beta, into: y.rows(row..<row + 1))
    }
  }
}

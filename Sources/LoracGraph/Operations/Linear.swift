package import LoracTensor

/// y = x · Wᵀ + bias, with an adapter if the layer has one.
///
/// Operands: x, and for an adapter with dropout a mask that multiplies `down(x)`.
/// - Shape: x [..., inputs], mask [..., rank] → [..., outputs].
package struct Linear: Operation {
  /// The frozen weights.
  package let weight: FrozenMatrix
  /// The frozen bias.
  package let bias: FrozenVector?
  /// The adapter.
  package let adapter: Adapter?

  /// A linear layer.
  package init(weight: FrozenMatrix, bias: FrozenVector?, adapter: Adapter? = nil) {
    precondition(weight.taps == 1, "a linear layer reads one row at a time")
    precondition(bias.map { $0.count == weight.outputs } ?? true, "one bias for each output")
    precondition(
      adapter.map { $0.down.count == $0.rank * weight.inputs && $0.up.count == $0.rank * weight.outputs } ?? true,
      "an adapter of the layer's size")
    self.weight = weight
    self.bias = bias
    self.adapter = adapter
  }

  package var name: String { "Linear" }
  package var trainsParameters: Bool { adapter != nil }

  package func resultShape(_ operands: [Shape]) -> Shape {
    precondition(operands[0].columns == weight.inputs, "an input of the layer's width")
    let result = operands[0].withColumns(weight.outputs)
    Adapter.checkOperands(operands, result: result, adapter: adapter)
    return result
  }

  package func keptShapes(_ operands: [Shape]) -> [Shape] {
    adapter.map { [operands[0].withColumns($0.rank)] } ?? []
  }

  package func operandsRead(_ operands: [Shape]) -> [Int] { adapter == nil ? [] : Array(operands.indices) }

  package func scratchCount(_ operands: [Shape], workers: Int) -> Int {
    max(weight.scratchCount(workers: workers), (adapter?.rank ?? 0) * operands[0].rows)
  }

  package func forward(_ step: ForwardStep) {
    let (x, y) = (step.operands[0].matrix, step.result.matrix)
    weight.project(x, bias: bias, into: y, step.workers, scratch: step.scratch)
    guard let adapter else { return }
    let hidden = step.kept[0].matrix
    step.workers.multiply(x, adapter.down(in: step.parameters).transposed, into: hidden)
    adapter.addTo(
      y, hidden: hidden, mask: step.operands.dropFirst().first, parameters: step.parameters, step.workers)
  }

  package func backward(_ step: BackwardStep) {
    let dy = step.gradient.matrix
    let target = step.targets[0]
    if let target {
      weight.projectBack(dy, beta: target.beta, into: target.tensor.matrix, step.workers, scratch: step.scratch)
    }
    guard let adapter else { return }
    let x = step.operand(0).matrix
    let hiddenGradient = step.scratch[0..<x.rows * adapter.rank].matrix(rows: x.rows)
    adapter.backward(
      dy, hidden: step.kept[0].matrix, mask: step.operands.count > 1 ? step.operand(1) : nil, into: hiddenGradient,
      parameters: step.parameters, gradients: step.parameterGradients, step.workers)
    step.workers.multiply(hiddenGradient.transposed, x, beta: 1, into: adapter.down(in: step.parameterGradients))
    if let target {
      step.workers.multiply(hiddenGradient, adapter.down(in: step.parameters), beta: 1, into: target.tensor.matrix)
    }
  }
}

package import LoracTensor

/// An activation function, number by number.
///
/// - Shape: any → the same.
package struct Activate: Operation {
  /// The function.
  package let activation: Activation

  /// A step of `activation`.
  package init(_ activation: Activation) { self.activation = activation }

  package var name: String { "Activate.\(activation)" }

  package func resultShape(_ operands: [Shape]) -> Shape {
    checkCount(operands, 1...1)
    return operands[0]
  }

  package func operandsRead(_ operands: [Shape]) -> [Int] { [0] }

  package func forward(_ step: ForwardStep) {
    activation.apply(step.operands[0].region, into: step.result.region, step.workers)
  }

  package func backward(_ step: BackwardStep) {
    guard let target = step.targets[0] else { return }
    activation.applyBackward(
      step.operand(0).region, step.gradient.region, beta: target.beta, into: target.tensor.region, step.workers)
  }
}

/// The first half of the channels times GELU of the second (GEGLU, arXiv 2002.05202).
///
/// - Shape: [..., 2 · width] → [..., width].
package struct GatedGELU: Operation {
  /// A step.
  package init() {}

  package var name: String { "GatedGELU" }

  package func resultShape(_ operands: [Shape]) -> Shape {
    checkCount(operands, 1...1)
    precondition(operands[0].columns % 2 == 0, "two halves")
    return operands[0].withColumns(operands[0].columns / 2)
  }

  package func operandsRead(_ operands: [Shape]) -> [Int] { [0] }

  package func forward(_ step: ForwardStep) {
    gatedGELU(step.operands[0].matrix, into: step.result.matrix, step.workers)
  }

  package func backward(_ step: BackwardStep) {
    guard let target = step.targets[0] else { return }
    gatedGELUBackward(
      step.operand(0).matrix, step.gradient.matrix, beta: target.beta, into: target.tensor.matrix, step.workers)
  }
}

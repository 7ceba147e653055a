package import LoracTensor

/// Group normalization of pictures, optionally followed by a SiLU.
///
/// - Shape: [pictures, height, width, channels] → the same.
package struct GroupNormalize: Operation {
  /// The arithmetic.
  package let normalization: GroupNormalization

  /// A step of `normalization`.
  package init(_ normalization: GroupNormalization) { self.normalization = normalization }

  package var name: String { normalization.silu ? "GroupNormalizeSiLU" : "GroupNormalize" }

  package func resultShape(_ operands: [Shape]) -> Shape {
    checkCount(operands, 1...1)
    precondition(operands[0].columns == normalization.weight.count, "an input of the layer's channels")
    return operands[0]
  }

  package func keptShapes(_ operands: [Shape]) -> [Shape] { [[2, operands[0].dimensions[0], normalization.groups]] }

  package func operandsRead(_ operands: [Shape]) -> [Int] { [0] }

  package func forward(_ step: ForwardStep) {
    let x = step.operands[0]
    normalization.apply(
      x.matrix, pictures: x.shape.dimensions[0], statistics: step.kept[0].region, into: step.result.matrix,
      step.workers)
  }

  package func backward(_ step: BackwardStep) {
    guard let target = step.targets[0] else { return }
    let x = step.operand(0)
    normalization.applyBackward(
      x.matrix, step.gradient.matrix, pictures: x.shape.dimensions[0], statistics: step.kept[0].region,
      beta: target.beta, into: target.tensor.matrix, step.workers)
  }
}

/// Layer normalization of every token.
///
/// - Shape: [..., channels] → the same.
package struct LayerNormalize: Operation {
  /// The arithmetic.
  package let normalization: LayerNormalization

  /// A step of `normalization`.
  package init(_ normalization: LayerNormalization) { self.normalization = normalization }

  package var name: String { "LayerNormalize" }

  package func resultShape(_ operands: [Shape]) -> Shape {
    checkCount(operands, 1...1)
    precondition(operands[0].columns == normalization.weight.count, "an input of the layer's width")
    return operands[0]
  }

  package func keptShapes(_ operands: [Shape]) -> [Shape] { [[2, operands[0].rows]] }

  package func operandsRead(_ operands: [Shape]) -> [Int] { [0] }

  package func forward(_ step: ForwardStep) {
    normalization.apply(
      step.operands[0].matrix, statistics: step.kept[0].region, into: step.result.matrix, step.workers)
  }

  package func backward(_ step: BackwardStep) {
    guard let target = step.targets[0] else { return }
    normalization.applyBackward(
      step.operand(0).matrix, step.gradient.matrix, statistics: step.kept[0].region, beta: target.beta,
      into: target.tensor.matrix, step.workers)
  }
}

package import LoracTensor

/// One coarse step of a network: its shape rule, its arithmetic, and its derivative.
///
/// An operation is a pure value; weights that are never trained belong to it, trained ones lie in one flat buffer that a
/// run brings along. Operations compute on whole batches; what they need to know of pictures stands in the shapes:
/// [pictures, height, width, channels] or [sequences, tokens, channels].
package protocol Operation: Sendable {
  /// The name in printed graphs.
  var name: String { get }
  /// The result's shape; traps on operands that do not fit.
  func resultShape(_ operands: [Shape]) -> Shape
  /// What else forward writes because backward reads it, such as the statistics of a normalization.
  func keptShapes(_ operands: [Shape]) -> [Shape]
  /// Which operands backward reads again, by position.
  func operandsRead(_ operands: [Shape]) -> [Int]
  /// Whether backward reads the result again.
  var readsResult: Bool { get }
  /// Whether the step has trained parameters of its own.
  var trainsParameters: Bool { get }
  /// Numbers of scratch memory that forward or backward needs.
  func scratchCount(_ operands: [Shape], workers: Int) -> Int
  /// Computes the result.
  func forward(_ step: ForwardStep)
  /// Adds this step's share to the gradients of its operands and parameters.
  func backward(_ step: BackwardStep)
}

extension Operation {
  /// Nothing is kept unless an operation says so.
  package func keptShapes(_ operands: [Shape]) -> [Shape] { [] }
  /// Most derivatives do not need the result.
  package var readsResult: Bool { false }
  /// Most operations have no trained parameters.
  package var trainsParameters: Bool { false }
  /// Most operations need no scratch memory.
  package func scratchCount(_ operands: [Shape], workers: Int) -> Int { 0 }
}

/// Traps unless an operation has as many operands as it can read.
func checkCount(_ operands: [Shape], _ counts: ClosedRange<Int>) {
  precondition(counts.contains(operands.count), "operands that the operation does not know")
}

/// A tensor's memory and shape, lent for one step.
package struct Tensor: Sendable {
  /// The numbers.
  package let region: FloatRegion
  /// The shape.
  package let shape: Shape

  /// The numbers of `region` in the given shape.
  package init(region: FloatRegion, shape: Shape) {
    precondition(region.count == shape.count, "a region of the shape's size")
    self.region = region
    self.shape = shape
  }

  /// All axes but the last as rows.
  package var matrix: Matrix { region.matrix(rows: shape.rows) }
}

/// What forward of one step reads and writes.
package struct ForwardStep: Sendable {
  /// The operands.
  package let operands: [Tensor]
  /// What is computed.
  package let result: Tensor
  /// What is computed for backward.
  package let kept: [Tensor]
  /// All trained parameters.
  package let parameters: FloatRegion
  /// Memory whose content does not matter before or after.
  package let scratch: FloatRegion
  /// The threads to use.
  package let workers: Workers
}

/// Where the gradient of an operand goes.
package struct GradientTarget: Sendable {
  /// The gradient's memory, in the operand's shape.
  package let tensor: Tensor
  /// 0 if this is the first share, which overwrites; 1 if it is added to others.
  package let beta: Float
}

/// What backward of one step reads and writes.
package struct BackwardStep: Sendable {
  /// The operands that `operandsRead` names; nil for others.
  package let operands: [Tensor?]
  /// The result, if `readsResult`.
  package let result: Tensor?
  /// What forward kept.
  package let kept: [Tensor]
  /// The gradient of the result.
  package let gradient: Tensor
  /// The operands' gradients; nil where none is wanted.
  package let targets: [GradientTarget?]
  /// All trained parameters.
  package let parameters: FloatRegion
  /// The gradients of all trained parameters, to which an operation adds.
  package let parameterGradients: FloatRegion
  /// Memory whose content does not matter before or after.
  package let scratch: FloatRegion
  /// The threads to use.
  package let workers: Workers

  /// An operand that `operandsRead` names.
  package func operand(_ index: Int) -> Tensor {
    guard let tensor = operands[index] else { preconditionFailure("an operand that was not kept") }
    return tensor
  }
}

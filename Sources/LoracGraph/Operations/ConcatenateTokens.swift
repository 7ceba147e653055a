package import LoracTensor

/// Puts the tokens of two tensors one after another, sequence by sequence: a past before what is new.
///
/// - Shape: [sequences, a, channels], [sequences, b, channels] → [sequences, a + b, channels].
package struct ConcatenateTokens: Operation {
  /// A step.
  package init() {}

  package var name: String { "ConcatenateTokens" }

  package func resultShape(_ operands: [Shape]) -> Shape {
    checkCount(operands, 2...2)
    let (first, second) = (operands[0].dimensions, operands[1].dimensions)
    precondition(first.count == 3 && second.count == 3, "sequences have three axes")
    precondition(first[0] == second[0] && first[2] == second[2], "both sides alike but for the tokens")
    return [first[0], first[1] + second[1], first[2]]
  }

  package func operandsRead(_ operands: [Shape]) -> [Int] { [] }

  package func forward(_ step: ForwardStep) {
    var start = 0
    for operand in step.operands {
      forEachSequence(of: operand, in: step.result, from: start) { part, whole in whole.copy(part) }
      start += operand.shape.dimensions[1]
    }
  }

  package func backward(_ step: BackwardStep) {
    var start = 0
    for (index, target) in step.targets.enumerated() {
      let others = step.targets[1 - index]?.tensor.shape.dimensions[1]
      // A side without a gradient has the tokens that the other leaves.
      let length = target?.tensor.shape.dimensions[1] ?? step.gradient.shape.dimensions[1] - (others ?? 0)
      if let target {
        forEachSequence(of: target.tensor, in: step.gradient, from: start) { part, whole in
          step.workers.accumulate(whole, beta: target.beta, into: part)
        }
      }
      start += length
    }
  }

  /// Runs `body` for each sequence on the numbers of `part` and on the same tokens of `whole`, where they start at `start`.
  private func forEachSequence(
    of part: Tensor, in whole: Tensor, from start: Int, _ body: (FloatRegion, FloatRegion) -> Void
  ) {
    let (sequences, width) = (part.shape.dimensions[0], part.shape.columns)
    let (tokens, all) = (part.shape.dimensions[1], whole.shape.dimensions[1])
    for sequence in 0..<sequences {
      let from = (sequence * all + start) * width
      body(
        part.region[sequence * tokens * width..<(sequence + 1) * tokens * width],
        whole.region[from..<from + tokens * width])
    }
  }
}

import LoracTensor

/// Where a low-rank adapter's trained matrices lie in the flat buffer of parameters.
///
/// The adapter adds `scale · up(down(x))` to what its layer computes (LoRA, arXiv 2106.09685).
/// - Shape: down [rank, inputs, taps], up [outputs, rank].
package struct Adapter: Sendable, Hashable {
  /// The inner width.
  package let rank: Int
  /// alpha / rank.
  package let scale: Float
  /// The numbers of the matrix that reads the input.
  package let down: Range<Int>
  /// The numbers of the matrix that writes the output.
  package let up: Range<Int>

  /// An adapter of the given rank; `down` and `up` are positions in the buffer of all parameters.
  package init(rank: Int, scale: Float, down: Range<Int>, up: Range<Int>) {
    precondition(rank > 0 && down.count % rank == 0 && up.count % rank == 0, "matrices of the adapter's rank")
    self.rank = rank
    self.scale = scale
    self.down = down
    self.up = up
  }

  /// Traps unless there are the operands of an adapted layer: x, and with an adapter perhaps a mask [..., rank] over
  /// the rows of the result.
  static func checkOperands(_ operands: [Shape], result: Shape, adapter: Adapter?) {
    checkCount(operands, 1...(adapter == nil ? 1 : 2))
    guard let adapter, operands.count == 2 else { return }
    precondition(operands[1] == result.withColumns(adapter.rank), "a mask for what the adapter's first matrix gives")
  }

  func up(in buffer: FloatRegion) -> Matrix { buffer[up].matrix(rows: up.count / rank) }
  func down(in buffer: FloatRegion) -> Matrix { buffer[down].matrix(rows: rank) }
}

/// The two halves of an adapter's work that linear layers and convolutions share.
extension Adapter {
  /// y += scale · (hidden · mask) · upᵀ, hidden [rows, rank] being changed by the mask.
  func addTo(_ y: Matrix, hidden: Matrix, mask: Tensor?, parameters: FloatRegion, _ workers: Workers) {
    if let mask { workers.multiplyElements(of: hidden.numbers, by: mask.region) }
    workers.multiply(hidden, up(in: parameters).transposed, alpha: scale, beta: 1, into: y)
  }

  /// Adds to up's gradient, and gives the gradient of `down(x)`.
  ///
  /// - Shape: dy [rows, outputs], hidden as `addTo` left it and hiddenGradient [rows, rank].
  func backward(
    _ dy: Matrix, hidden: Matrix, mask: Tensor?, into hiddenGradient: Matrix, parameters: FloatRegion,
    gradients: FloatRegion, _ workers: Workers
  ) {
    workers.multiply(dy.transposed, hidden, alpha: scale, beta: 1, into: up(in: gradients))
    workers.multiply(dy, up(in: parameters), alpha: scale, into: hiddenGradient)
    if let mask { workers.multiplyElements(of: hiddenGradient.numbers, by: mask.region) }
  }
}

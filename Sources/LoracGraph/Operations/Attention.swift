package import LoracTensor

/// Multi-head attention: softmax(q · kᵀ / √width) · v for each head, without ever storing all scores.
///
/// Forward keeps one logarithm per query and head, from which backward computes the probabilities of a few queries at a
/// time again.
/// - Shape: q [sequences, queries..., channels], k and v [sequences, keys..., channels] → q's shape; pixels in rows and
///   columns are queries like any other.
package struct Attention: Operation {
  /// Into how many heads the channels are cut.
  package let heads: Int
  /// Whether a query sees no later key; queries and keys are then equally many.
  package let isCausal: Bool

  /// Attention with `heads` heads, which divide the channels.
  package init(heads: Int, isCausal: Bool = false) {
    precondition(heads > 0, "attention needs a head")
    self.heads = heads
    self.isCausal = isCausal
  }

  package var name: String { isCausal ? "CausalAttention" : "Attention" }
  package var readsResult: Bool { true }

  package func resultShape(_ operands: [Shape]) -> Shape {
    checkCount(operands, 3...3)
    let (q, k, v) = (operands[0], operands[1], operands[2])
    precondition(k == v && q.dimensions[0] == k.dimensions[0], "as many sequences of queries, keys and values")
    precondition(q.columns == k.columns && q.columns % heads == 0, "heads that divide the channels")
    precondition(!isCausal || q.tokens == k.tokens, "a key for each query")
    return q
  }

  package func keptShapes(_ operands: [Shape]) -> [Shape] {
    [[operands[0].dimensions[0], heads, operands[0].tokens]]
  }

  package func operandsRead(_ operands: [Shape]) -> [Int] { [0, 1, 2] }

  /// Queries that are computed at a time.
  private static let block = 128

  package func scratchCount(_ operands: [Shape], workers: Int) -> Int {
    workers * 2 * min(Self.block, operands[0].tokens) * operands[1].tokens
  }

  package func forward(_ step: ForwardStep) {
    let (q, k, v) = (step.operands[0], step.operands[1], step.operands[2])
    forEachHead(q, k, step.workers, step.scratch) { head, scratch in
      let (queries, keys, values) = (head.queries(q), head.keys(k), head.keys(v))
      let (result, logarithms) = (head.queries(step.result), head.logarithms(step.kept[0]))
      for rows in head.blocks(Self.block) {
        let scores = scratch[0..<rows.count * keys.rows].matrix(rows: rows.count)
        multiply(queries.rows(rows), keys.transposed, into: scores)
        softmax(scores, scale: head.scale, visible: visible(rows, keys.rows), logarithms: logarithms[rows])
        multiply(scores, values, into: result.rows(rows))
      }
    }
  }

  package func backward(_ step: BackwardStep) {
    let (q, k, v) = (step.operand(0), step.operand(1), step.operand(2))
    guard let result = step.result else { preconditionFailure("a result that was not kept") }
    forEachHead(q, k, step.workers, step.scratch) { head, scratch in
      let (queries, keys, values) = (head.queries(q), head.keys(k), head.keys(v))
      let (output, outputGradient) = (head.queries(result), head.queries(step.gradient))
      let logarithms = head.logarithms(step.kept[0])
      for rows in head.blocks(Self.block) {
        let (first, second) = scratch[0..<2 * rows.count * keys.rows].divided(at: rows.count * keys.rows)
        let (probabilities, gradient) = (first.matrix(rows: rows.count), second.matrix(rows: rows.count))
        multiply(queries.rows(rows), keys.transposed, into: probabilities)
        softmax(
          probabilities, scale: head.scale, visible: visible(rows, keys.rows), logarithms: logarithms[rows],
          again: true)
        let dy = outputGradient.rows(rows)
        // The first block writes the gradients of keys and values as the step's target asks; later ones add.
        let isFirst = rows.lowerBound == 0
        if let target = step.targets[2] {
          multiply(probabilities.transposed, dy, beta: isFirst ? target.beta : 1, into: head.keys(target.tensor))
        }
        multiply(dy, values.transposed, into: gradient)
        softmaxBackward(
          probabilities: probabilities, gradient: gradient, output: output.rows(rows), outputGradient: dy,
          scale: head.scale)
        if let target = step.targets[0] {
          multiply(gradient, keys, beta: target.beta, into: head.queries(target.tensor).rows(rows))
        }
        if let target = step.targets[1] {
          multiply(
            gradient.transposed, queries.rows(rows), beta: isFirst ? target.beta : 1, into: head.keys(target.tensor))
        }
      }
    }
  }

  private func visible(_ rows: Range<Int>, _ keys: Int) -> Int { isCausal ? rows.lowerBound + 1 : keys }

  /// Runs `body` for each head of each sequence, heads shared among the workers.
  private func forEachHead(
    _ q: Tensor, _ k: Tensor, _ workers: Workers, _ scratch: FloatRegion,
    _ body: @Sendable (AttentionHead, FloatRegion) -> Void
  ) {
    let share = scratch.count / workers.count
    workers.parts(q.shape.dimensions[0] * heads) { part, worker in
      let head = AttentionHead(
        sequence: part / heads, head: part % heads, heads: heads, queryCount: q.shape.tokens,
        keyCount: k.shape.tokens, width: q.shape.columns / heads)
      body(head, scratch[worker * share..<(worker + 1) * share])
    }
  }
}

extension Shape {
  /// The vectors of one sequence.
  fileprivate var tokens: Int { rows / dimensions[0] }
}

/// One head of one sequence: which parts of the operands belong to it.
private struct AttentionHead: Sendable {
  let sequence: Int
  let head: Int
  let heads: Int
  let queryCount: Int
  let keyCount: Int
  let width: Int

  var scale: Float { 1 / Float(width).squareRoot() }

  func queries(_ tensor: Tensor) -> Matrix { part(tensor, rows: queryCount) }
  func keys(_ tensor: Tensor) -> Matrix { part(tensor, rows: keyCount) }

  func logarithms(_ tensor: Tensor) -> FloatRegion {
    let start = (sequence * heads + head) * queryCount
    return tensor.region[start..<start + queryCount]
  }

  func blocks(_ length: Int) -> [Range<Int>] {
    stride(from: 0, to: queryCount, by: length).map { $0..<min(queryCount, $0 + length) }
  }

  private func part(_ tensor: Tensor, rows: Int) -> Matrix {
    tensor.matrix.block(rows: sequence * rows..<(sequence + 1) * rows, columns: head * width..<(head + 1) * width)
  }
}

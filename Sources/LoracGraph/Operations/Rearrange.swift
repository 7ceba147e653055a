package import LoracTensor

/// Puts the channels of two tensors side by side.
///
/// - Shape: [..., a], [..., b] → [..., a + b].
package struct Concatenate: Operation {
  /// A step.
  package init() {}

  package var name: String { "Concatenate" }

  package func resultShape(_ operands: [Shape]) -> Shape {
    checkCount(operands, 2...2)
    precondition(operands[0] == operands[1].withColumns(operands[0].columns), "both sides alike but for the channels")
    return operands[0].withColumns(operands[0].columns + operands[1].columns)
  }

  package func operandsRead(_ operands: [Shape]) -> [Int] { [] }

  package func forward(_ step: ForwardStep) {
    let y = step.result.matrix
    let left = step.operands[0].shape.columns
    step.workers.accumulate(step.operands[0].matrix, beta: 0, into: y.columns(0..<left))
    step.workers.accumulate(step.operands[1].matrix, beta: 0, into: y.columns(left..<y.columns))
  }

  package func backward(_ step: BackwardStep) {
    let dy = step.gradient.matrix
    var start = 0
    for (index, target) in step.targets.enumerated() {
      // A side without a gradient has the columns that the other leaves.
      let width =
        target?.tensor.shape.columns ?? dy.columns - (step.targets[1 - index]?.tensor.shape.columns ?? dy.columns)
      if let target {
        step.workers.accumulate(
          dy.columns(start..<start + width), beta: target.beta, into: target.tensor.matrix)
      }
      start += width
    }
  }
}

/// Doubles height and width by repeating pixels.
///
/// - Shape: [pictures, height, width, channels] → [pictures, 2 · height, 2 · width, channels].
package struct Upsample: Operation {
  /// A step.
  package init() {}

  package var name: String { "Upsample" }

  package func resultShape(_ operands: [Shape]) -> Shape {
    checkCount(operands, 1...1)
    let x = operands[0].dimensions
    precondition(x.count == 4, "pictures have four axes")
    return [x[0], 2 * x[1], 2 * x[2], x[3]]
  }

  package func operandsRead(_ operands: [Shape]) -> [Int] { [] }

  package func forward(_ step: ForwardStep) {
    let x = step.operands[0]
    step.workers.upsample(x.region, size: pixelSize(x.shape), channels: x.shape.columns, into: step.result.region)
  }

  package func backward(_ step: BackwardStep) {
    guard let target = step.targets[0] else { return }
    let x = target.tensor
    step.workers.upsampleBackward(
      step.gradient.region, size: pixelSize(x.shape), channels: x.shape.columns, beta: target.beta, into: x.region)
  }
}

/// Takes rows of a tensor by their number, some perhaps never and some several times.
///
/// - Shape: [..., channels] → `shape`, which has as many rows as `rows` and the same channels.
package struct TakeRows: Operation {
  /// For each row of the result the row of the operand.
  package let rows: [Int]
  /// The result's shape.
  package let shape: Shape

  /// A step that gives a tensor of shape `shape`.
  package init(_ rows: [Int], shape: Shape) {
    precondition(rows.count == shape.rows, "a source for each row")
    self.rows = rows
    self.shape = shape
  }

  package var name: String { "TakeRows" }

  package func resultShape(_ operands: [Shape]) -> Shape {
    checkCount(operands, 1...1)
    precondition(operands[0].columns == shape.columns, "rows of the result's length")
    precondition(rows.allSatisfy { $0 >= 0 && $0 < operands[0].rows }, "rows that exist")
    return shape
  }

  package func operandsRead(_ operands: [Shape]) -> [Int] { [] }

  package func forward(_ step: ForwardStep) {
    let width = shape.columns
    let x = step.operands[0].region
    for (index, row) in rows.enumerated() {
      step.result.region[index * width..<(index + 1) * width].copy(x[row * width..<(row + 1) * width])
    }
  }

  package func backward(_ step: BackwardStep) {
    guard let target = step.targets[0] else { return }
    if target.beta == 0 { target.tensor.region.fill(0) }
    let width = shape.columns
    for (index, row) in rows.enumerated() {
      step.workers.accumulate(
        step.gradient.region[index * width..<(index + 1) * width], beta: 1,
        into: target.tensor.region[row * width..<(row + 1) * width])
    }
  }
}

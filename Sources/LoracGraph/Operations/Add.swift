package import LoracTensor

/// The sum of two tensors of one shape.
package struct Add: Operation {
  /// A step.
  package init() {}

  package var name: String { "Add" }

  package func resultShape(_ operands: [Shape]) -> Shape {
    checkCount(operands, 2...2)
    precondition(operands[0] == operands[1], "summands of one shape")
    return operands[0]
  }

  package func operandsRead(_ operands: [Shape]) -> [Int] { [] }

  package func forward(_ step: ForwardStep) {
    step.workers.add(step.operands[0].region, step.operands[1].region, into: step.result.region)
  }

  package func backward(_ step: BackwardStep) {
    for target in step.targets {
      guard let target else { continue }
      step.workers.accumulate(step.gradient.region, beta: target.beta, into: target.tensor.region)
    }
  }
}

/// Adds one vector to every pixel of a picture, another for each picture.
///
/// - Shape: x [pictures, height, width, channels], vectors [pictures, channels] → x's shape.
package struct AddPerPicture: Operation {
  /// A step.
  package init() {}

  package var name: String { "AddPerPicture" }

  package func resultShape(_ operands: [Shape]) -> Shape {
    checkCount(operands, 2...2)
    precondition(operands[1] == [operands[0].dimensions[0], operands[0].columns], "one vector for each picture")
    return operands[0]
  }

  package func operandsRead(_ operands: [Shape]) -> [Int] { [] }

  package func forward(_ step: ForwardStep) {
    step.result.region.copy(step.operands[0].region)
    forEachPicture(step.result, step.operands[1]) { pixels, vector in step.workers.add(vector, toRowsOf: pixels) }
  }

  package func backward(_ step: BackwardStep) {
    if let target = step.targets[0] {
      step.workers.accumulate(step.gradient.region, beta: target.beta, into: target.tensor.region)
    }
    if let target = step.targets[1] {
      forEachPicture(step.gradient, target.tensor) { pixels, vector in
        sumRows(pixels, beta: target.beta, into: vector)
      }
    }
  }

  private func forEachPicture(_ pictures: Tensor, _ vectors: Tensor, _ body: (Matrix, FloatRegion) -> Void) {
    let (count, width) = (vectors.shape.dimensions[0], vectors.shape.columns)
    let pixels = pictures.shape.rows / count
    for index in 0..<count {
      body(
        pictures.matrix.rows(index * pixels..<(index + 1) * pixels), vectors.region[index * width..<(index + 1) * width]
      )
    }
  }
}

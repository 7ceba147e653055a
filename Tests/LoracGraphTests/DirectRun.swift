import LoracTensor
import LoracTestSupport
import Testing

@testable import LoracGraph

/// One operation run by itself, with exactly the memory that it asks for.
struct DirectRun {
  let operation: any Operation
  let workers: Workers
  let operands: [Tensor]
  let result: Tensor
  let kept: [Tensor]
  let scratch: FloatRegion
  private let shapes: [Shape]
  private let fixed: Set<Int>
  private let cotangent: Tensor
  private let parameters: FloatRegion

  /// The gradients of one backward, those of operands only where they were wanted.
  struct Gradients: Equatable {
    var operands: [[Float]?]
    var parameters: [Float]
  }

  init(_ operationCase: OperationCase, threads: Int) throws {
    operation = try operationCase.operation()
    workers = Workers(count: threads)
    shapes = operationCase.inputs
    fixed = operationCase.fixed
    var random = SplitMix(seed: 11)
    operands = try shapes.map { try Self.tensor($0, random.numbers($0.count)) }
    parameters = try Arena(count: operationCase.parameterCount).all
    parameters.copy(random.numbers(parameters.count))
    let resultShape = operation.resultShape(shapes)
    // What forward finds must not matter: it is no number.
    result = try Self.tensor(resultShape, [Float](repeating: .nan, count: resultShape.count))
    kept = try operation.keptShapes(shapes).map {
      try Self.tensor($0, [Float](repeating: .nan, count: $0.count))
    }
    cotangent = try Self.tensor(resultShape, random.numbers(resultShape.count))
    scratch = try Arena(count: operation.scratchCount(shapes, workers: threads)).all
  }

  private static func tensor(_ shape: Shape, _ numbers: [Float]) throws -> Tensor {
    let region = try Arena(count: shape.count).all
    region.copy(numbers)
    return Tensor(region: region, shape: shape)
  }

  /// The operands that can be differentiated.
  var differentiable: Set<Int> { Set(operands.indices).subtracting(fixed) }

  func forward() -> [Float] {
    scratch.fill(.nan)
    operation.forward(
      ForwardStep(
        operands: operands, result: result, kept: kept, parameters: parameters, scratch: scratch, workers: workers))
    return result.region.values
  }

  /// Backward after `forward`, with the gradients of the operands `wanted`, each added to `earlier` if that is given.
  func backward(wanted: Set<Int>, earlier: Float? = nil) throws -> Gradients {
    let targets = try operands.indices.map { index -> GradientTarget? in
      guard wanted.contains(index) else { return nil }
      let before = [Float](repeating: earlier ?? .nan, count: shapes[index].count)
      return GradientTarget(tensor: try Self.tensor(shapes[index], before), beta: earlier == nil ? 0 : 1)
    }
    let read = Set(operation.operandsRead(shapes))
    let gradients = try Arena(count: parameters.count).all
    gradients.fill(earlier ?? 0)
    scratch.fill(.nan)
    operation.backward(
      BackwardStep(
        operands: operands.indices.map { read.contains($0) ? operands[$0] : nil },
        result: operation.readsResult ? result : nil, kept: kept, gradient: cotangent, targets: targets,
        parameters: parameters, parameterGradients: gradients, scratch: scratch, workers: workers))
    return Gradients(operands: targets.map { $0?.tensor.region.values }, parameters: gradients.values)
  }
}

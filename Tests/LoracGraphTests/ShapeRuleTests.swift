import LoracGraph
import LoracTensor
import Testing

/// An operation with operands that it must refuse.
struct WrongShapes: Sendable {
  let why: String
  let operands: [Shape]
  let operation: @Sendable () throws -> any Operation
}

private let linear: @Sendable () throws -> any Operation = {
  Linear(weight: frozen(7, 12), bias: nil, adapter: Adapter(rank: 3, scale: 1, down: 0..<36, up: 36..<57))
}

private let convolution: @Sendable () throws -> any Operation = {
  Convolution(
    weight: frozen(5, 4, taps: 9), bias: nil, geometry: .init(kernel: 3, stride: 2, padding: 0),
    adapter: Adapter(rank: 2, scale: 2, down: 0..<72, up: 72..<82))
}

private let group: @Sendable () throws -> any Operation = {
  GroupNormalize(
    GroupNormalization(groups: 4, epsilon: 1e-5, silu: false, weight: vector(12), bias: vector(12)))
}

private let layer: @Sendable () throws -> any Operation = {
  LayerNormalize(LayerNormalization(epsilon: 1e-5, weight: vector(12), bias: vector(12)))
}

let wrongShapes: [WrongShapes] = [
  WrongShapes(why: "another width", operands: [[2, 5, 11]], operation: linear),
  WrongShapes(why: "a mask of another rank", operands: [[2, 5, 12], [2, 5, 4]], operation: linear),
  WrongShapes(why: "a mask for other rows", operands: [[2, 5, 12], [2, 4, 3]], operation: linear),
  WrongShapes(why: "a mask too many", operands: [[2, 5, 12], [2, 5, 3], [2, 5, 3]], operation: linear),
  WrongShapes(why: "a mask without adapter", operands: [[2, 5, 12], [2, 5, 3]]) {
    Linear(weight: frozen(7, 12), bias: nil)
  },
  WrongShapes(why: "no operand", operands: [], operation: linear),
  WrongShapes(why: "other channels", operands: [[1, 5, 5, 3]], operation: convolution),
  WrongShapes(why: "no picture", operands: [[1, 25, 4]], operation: convolution),
  WrongShapes(why: "a picture smaller than the kernel", operands: [[1, 2, 5, 4]], operation: convolution),
  WrongShapes(why: "a mask of the input's size", operands: [[1, 5, 5, 4], [1, 5, 5, 2]], operation: convolution),
  WrongShapes(why: "other channels", operands: [[2, 3, 4, 8]], operation: group),
  WrongShapes(why: "two pictures", operands: [[2, 3, 4, 12], [2, 3, 4, 12]], operation: group),
  WrongShapes(why: "another width", operands: [[2, 3, 8]], operation: layer),
  WrongShapes(why: "two operands", operands: [[3], [3]]) { Activate(.silu) },
  WrongShapes(why: "halves of different width", operands: [[2, 7]]) { GatedGELU() },
  WrongShapes(why: "different shapes of one size", operands: [[3, 4], [4, 3]]) { Add() },
  WrongShapes(why: "three summands", operands: [[3, 4], [3, 4], [3, 4]]) { Add() },
  WrongShapes(why: "too few vectors", operands: [[2, 3, 3, 4], [1, 4]]) { AddPerPicture() },
  WrongShapes(why: "vectors of another width", operands: [[2, 3, 3, 4], [2, 3]]) { AddPerPicture() },
  WrongShapes(why: "as many rows in another order", operands: [[2, 3, 4], [3, 2, 4]]) { Concatenate() },
  WrongShapes(why: "another width", operands: [[2, 3, 4], [2, 3, 5]]) { ConcatenateTokens() },
  WrongShapes(why: "other sequences", operands: [[2, 3, 4], [1, 3, 4]]) { ConcatenateTokens() },
  WrongShapes(why: "pixels", operands: [[2, 3, 2, 4], [2, 3, 2, 4]]) { ConcatenateTokens() },
  WrongShapes(why: "one side alone", operands: [[2, 3, 4]]) { ConcatenateTokens() },
  WrongShapes(why: "no picture", operands: [[2, 3, 4]]) { Upsample() },
  WrongShapes(why: "a row that is not there", operands: [[2, 3, 4]]) { TakeRows([0, 6], shape: [2, 4]) },
  WrongShapes(why: "rows of another width", operands: [[2, 3, 5]]) { TakeRows([0, 5], shape: [2, 4]) },
  WrongShapes(why: "two operands", operands: [[2, 3, 4], [2, 3, 4]]) { TakeRows([0], shape: [1, 4]) },
  WrongShapes(why: "too few factors", operands: [[2, 3, 4], [2, 1]]) { ScaleRows() },
  WrongShapes(why: "a factor for each number", operands: [[2, 3, 4], [2, 3, 4]]) { ScaleRows() },
  WrongShapes(why: "no factors", operands: [[2, 3, 4]]) { ScaleRows() },
  WrongShapes(why: "two rows of factors", operands: [[2, 3, 4], [2, 3, 1], [2, 3, 1]]) { ScaleRows() },
  WrongShapes(why: "as many pixels in other sequences", operands: [[2, 2, 3, 8], [3, 2, 2, 8], [3, 2, 2, 8]]) {
    Attention(heads: 2)
  },
  WrongShapes(why: "two operands", operands: [[2, 5, 12], [2, 5, 12]]) { Attention(heads: 3) },
  WrongShapes(why: "a mask", operands: [[2, 3, 4], [2, 3, 4], [2, 3, 1]]) { Concatenate() },
  WrongShapes(why: "two pictures", operands: [[2, 3, 3, 4], [2, 3, 3, 4]]) { Upsample() },
  WrongShapes(why: "two operands", operands: [[2, 8], [2, 8]]) { GatedGELU() },
  WrongShapes(why: "two operands", operands: [[2, 3, 12], [2, 3, 12]], operation: layer),
  WrongShapes(why: "vectors for other pictures", operands: [[2, 3, 3, 4], [2, 3, 4]]) { AddPerPicture() },
  WrongShapes(why: "keys and values of different length", operands: [[2, 5, 12], [2, 4, 12], [2, 3, 12]]) {
    Attention(heads: 3)
  },
  WrongShapes(why: "heads that do not divide", operands: [[2, 5, 12], [2, 5, 12], [2, 5, 12]]) { Attention(heads: 5) },
  WrongShapes(why: "other sequences", operands: [[1, 5, 12], [2, 5, 12], [2, 5, 12]]) { Attention(heads: 3) },
  WrongShapes(why: "a past of another length", operands: [[2, 5, 12], [2, 4, 12], [2, 4, 12]]) {
    Attention(heads: 3, isCausal: true)
  },
]

/// An operation that must not come to be.
private struct WrongOperation: Sendable {
  let why: String
  let make: @Sendable () throws -> any Operation
}

private let wrongOperations: [WrongOperation] = [
  WrongOperation(why: "an adapter of another size") {
    Linear(weight: frozen(7, 12), bias: nil, adapter: Adapter(rank: 3, scale: 1, down: 0..<33, up: 36..<57))
  },
  WrongOperation(why: "a bias of another size") {
    Linear(weight: frozen(7, 12), bias: vector(6))
  },
  WrongOperation(why: "a convolution's weights") {
    Linear(weight: frozen(7, 12, taps: 9), bias: nil)
  },
  WrongOperation(why: "groups that do not divide") {
    GroupNormalize(
      GroupNormalization(groups: 5, epsilon: 1e-5, silu: false, weight: vector(12), bias: vector(12)))
  },
  WrongOperation(why: "a kernel without its taps") {
    Convolution(weight: frozen(5, 4), bias: nil, geometry: .init(kernel: 3, padding: 1))
  },
  WrongOperation(why: "an adapter without its taps") {
    Convolution(
      weight: frozen(5, 4, taps: 9), bias: nil, geometry: .init(kernel: 3, padding: 1),
      adapter: Adapter(rank: 2, scale: 2, down: 0..<8, up: 8..<18))
  },
  WrongOperation(why: "no head") { Attention(heads: 0) },
  WrongOperation(why: "a row without a source") { TakeRows([0, 1], shape: [3, 4]) },
]

@Suite("Shape rules")
struct ShapeRuleTests {
  @Test("trap on operands that do not fit", arguments: wrongShapes.indices)
  func wrong(_ index: Int) async {
    await #expect(processExitsWith: .failure, "\(wrongShapes[index].why)") { [index] in
      let wrong = wrongShapes[index]
      // An error would end the process just as well, but prove nothing.
      guard let operation = try? wrong.operation() else { return }
      _ = operation.resultShape(wrong.operands)
    }
  }

  @Test("trap on operations that do not fit together", arguments: wrongOperations.indices)
  func wrongOperation(_ index: Int) async {
    await #expect(processExitsWith: .failure, "\(wrongOperations[index].why)") { [index] in
      _ = try? wrongOperations[index].make()
    }
  }

  @Test("give the result's shape", arguments: operationCases)
  func right(_ operationCase: OperationCase) throws {
    #expect(try operationCase.operation().resultShape(operationCase.inputs) == operationCase.result)
  }

  @Test(
    "give the size of a convolution's result",
    arguments: [
      ([2, 6, 8, 4], 1, 3, 1, 1, [2, 6, 8, 5]), ([2, 6, 8, 4], 2, 3, 1, 1, [2, 3, 4, 5]),
      ([2, 7, 5, 4], 2, 3, 1, 1, [2, 4, 3, 5]), ([2, 6, 8, 4], 2, 3, 0, 1, [2, 3, 4, 5]),
      ([1, 1, 1, 4], 1, 1, 0, 0, [1, 1, 1, 5]),
    ] as [(Shape, Int, Int, Int, Int, Shape)])
  func convolutions(_ input: Shape, _ stride: Int, _ kernel: Int, _ before: Int, _ after: Int, _ result: Shape) {
    let convolution = Convolution(
      weight: frozen(5, 4, taps: kernel * kernel), bias: nil,
      geometry: .init(kernel: kernel, stride: stride, padding: before, paddingAfter: after))
    #expect(convolution.resultShape([input]) == result)
  }
}

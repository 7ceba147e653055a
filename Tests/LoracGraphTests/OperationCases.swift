import LoracGraph
import LoracTensor
import LoracTestSupport

/// One case for each operation and each form of it; a test wants all of them here and among PyTorch's.
let operationCases: [OperationCase] = [
  OperationCase(name: "Linear without adapter", inputs: [[2, 5, 12]], result: [2, 5, 7]) {
    Linear(weight: frozen(7, 12), bias: vector(7))
  },
  OperationCase(name: "Linear with adapter", inputs: [[2, 5, 12]], result: [2, 5, 7], parameterCount: 3 * 12 + 7 * 3) {
    Linear(weight: frozen(7, 12), bias: nil, adapter: Adapter(rank: 3, scale: 0.5, down: 0..<36, up: 36..<57))
  },
  OperationCase(
    name: "Linear with dropout", inputs: [[2, 5, 12], [2, 5, 3]], result: [2, 5, 7], fixed: [1], parameterCount: 57
  ) {
    Linear(weight: frozen(7, 12), bias: nil, adapter: Adapter(rank: 3, scale: 0.5, down: 0..<36, up: 36..<57))
  },
  OperationCase(name: "Convolution 3×3", inputs: [[2, 5, 6, 4]], result: [2, 5, 6, 5]) {
    Convolution(weight: frozen(5, 4, taps: 9), bias: vector(5), geometry: .init(kernel: 3, padding: 1))
  },
  OperationCase(name: "Convolution by Winograd", inputs: [[2, 10, 13, 20]], result: [2, 10, 13, 17]) {
    Convolution(weight: frozen(17, 20, taps: 9), bias: vector(17), geometry: .init(kernel: 3, padding: 1))
  },
  OperationCase(name: "Convolution 1×1", inputs: [[2, 3, 4, 6]], result: [2, 3, 4, 5]) {
    Convolution(weight: frozen(5, 6), bias: vector(5), geometry: .init(kernel: 1, padding: 0))
  },
  OperationCase(name: "Convolution 2×2 without overlap", inputs: [[1, 4, 6, 3]], result: [1, 2, 3, 5]) {
    Convolution(weight: frozen(5, 3, taps: 4), bias: vector(5), geometry: .init(kernel: 2, stride: 2, padding: 0))
  },
  OperationCase(name: "Convolution with stride", inputs: [[1, 6, 8, 4]], result: [1, 3, 4, 5]) {
    Convolution(weight: frozen(5, 4, taps: 9), bias: vector(5), geometry: .init(kernel: 3, stride: 2, padding: 1))
  },
  OperationCase(name: "Convolution padded on one side", inputs: [[1, 6, 8, 4]], result: [1, 3, 4, 5]) {
    Convolution(
      weight: frozen(5, 4, taps: 9), bias: nil, geometry: .init(kernel: 3, stride: 2, padding: 0, paddingAfter: 1))
  },
  adaptedConvolution("with adapter", [2, 5, 6, 4], outputs: 5),
  adaptedConvolution("with adapter 1×1", [2, 5, 6, 4], outputs: 5, kernel: 1),
  adaptedConvolution("with adapter and stride", [2, 5, 6, 4], outputs: 5, stride: 2),
  adaptedConvolution("with dropout", [1, 4, 4, 3], outputs: 5, drops: true),
  adaptedConvolution("with dropout and stride", [1, 7, 5, 3], outputs: 5, stride: 2, drops: true),
  adaptedConvolution(
    "padded on one side with dropout", [1, 6, 7, 3], outputs: 5, stride: 2, padding: 0, after: 1, drops: true),
  adaptedConvolution("of many tiles with adapter", [1, 14, 13, 17], outputs: 16),
  adaptedConvolution("of many tiles with dropout", [1, 14, 13, 17], outputs: 16, drops: true),
  OperationCase(name: "GroupNormalize", inputs: [[2, 3, 4, 12]], result: [2, 3, 4, 12]) {
    GroupNormalize(
      GroupNormalization(groups: 4, epsilon: 1e-5, silu: false, weight: vector(12), bias: vector(12, seed: 5)))
  },
  OperationCase(name: "GroupNormalize with SiLU", inputs: [[2, 3, 4, 12]], result: [2, 3, 4, 12]) {
    GroupNormalize(
      GroupNormalization(groups: 4, epsilon: 1e-6, silu: true, weight: vector(12), bias: vector(12, seed: 5)))
  },
  OperationCase(name: "LayerNormalize", inputs: [[2, 3, 20]], result: [2, 3, 20]) {
    LayerNormalize(LayerNormalization(epsilon: 1e-5, weight: vector(20), bias: vector(20, seed: 5)))
  },
  OperationCase(name: "Activate silu", inputs: [[3, 7]], result: [3, 7]) { Activate(.silu) },
  OperationCase(name: "Activate quickGELU", inputs: [[3, 7]], result: [3, 7]) { Activate(.quickGELU) },
  OperationCase(name: "Activate gelu", inputs: [[3, 7]], result: [3, 7]) { Activate(.gelu) },
  OperationCase(name: "GatedGELU", inputs: [[2, 3, 14]], result: [2, 3, 7]) { GatedGELU() },
  OperationCase(name: "Add", inputs: [[3, 7], [3, 7]], result: [3, 7]) { Add() },
  OperationCase(name: "AddPerPicture", inputs: [[2, 3, 2, 6], [2, 6]], result: [2, 3, 2, 6]) { AddPerPicture() },
  OperationCase(name: "Concatenate", inputs: [[2, 3, 4], [2, 3, 6]], result: [2, 3, 10]) { Concatenate() },
  OperationCase(name: "ConcatenateTokens", inputs: [[2, 3, 4], [2, 1, 4]], result: [2, 4, 4]) { ConcatenateTokens() },
  OperationCase(name: "Upsample", inputs: [[2, 2, 3, 4]], result: [2, 4, 6, 4]) { Upsample() },
  OperationCase(name: "ScaleRows", inputs: [[2, 3, 4], [2, 3, 1]], result: [2, 3, 4], fixed: [1]) { ScaleRows() },
  OperationCase(name: "TakeRows", inputs: [[2, 3, 4]], result: [5, 4]) { TakeRows([0, 2, 2, 5, 3], shape: [5, 4]) },
  OperationCase(name: "Attention", inputs: [[2, 5, 12], [2, 4, 12], [2, 4, 12]], result: [2, 5, 12]) {
    Attention(heads: 3)
  },
  OperationCase(
    name: "Attention among pixels", inputs: [[2, 2, 3, 8], [2, 2, 3, 8], [2, 2, 3, 8]], result: [2, 2, 3, 8]
  ) {
    Attention(heads: 2)
  },
  OperationCase(
    name: "Attention of pixels to tokens", inputs: [[2, 3, 2, 8], [2, 4, 8], [2, 4, 8]], result: [2, 3, 2, 8]
  ) {
    Attention(heads: 2)
  },
  OperationCase(
    name: "Attention in several blocks", inputs: [[1, 150, 4], [1, 140, 4], [1, 140, 4]], result: [1, 150, 4]
  ) {
    Attention(heads: 2)
  },
  OperationCase(name: "CausalAttention", inputs: [[2, 5, 12], [2, 5, 12], [2, 5, 12]], result: [2, 5, 12]) {
    Attention(heads: 3, isCausal: true)
  },
]

/// A convolution with an adapter of rank 2, and with a mask if it drops.
private func adaptedConvolution(
  _ name: String, _ input: Shape, outputs: Int, kernel: Int = 3, stride: Int = 1, padding: Int? = nil,
  after: Int? = nil, drops: Bool = false
) -> OperationCase {
  let taps = kernel * kernel
  let middle = 2 * input.columns * taps
  let geometry = Convolution.Geometry(
    kernel: kernel, stride: stride, padding: padding ?? kernel / 2, paddingAfter: after)
  let size = input.dimensions[1...2].map {
    ($0 + geometry.paddingBefore + geometry.paddingAfter - kernel) / stride + 1
  }
  let result: Shape = [input.dimensions[0], size[0], size[1], outputs]
  return OperationCase(
    name: "Convolution \(name)", inputs: [input] + (drops ? [result.withColumns(2)] : []), result: result,
    fixed: drops ? [1] : [], parameterCount: middle + 2 * outputs
  ) {
    Convolution(
      weight: frozen(outputs, input.columns, taps: taps), bias: nil, geometry: geometry,
      adapter: Adapter(rank: 2, scale: 2, down: 0..<middle, up: middle..<middle + 2 * outputs))
  }
}

/// Frozen weights of seeded random numbers.
func frozen(_ outputs: Int, _ inputs: Int, taps: Int = 1, seed: UInt64 = 3) -> FrozenMatrix {
  var random = SplitMix(seed: seed)
  let owner = Numbers(random.numbers(outputs * inputs * taps))
  return FrozenMatrix(
    bytes: owner.bytes, owner: owner, type: .float32, outputs: outputs, inputs: inputs, taps: taps)
}

/// A frozen vector of seeded random numbers.
func vector(_ count: Int, seed: UInt64 = 4) -> FrozenVector {
  var random = SplitMix(seed: seed)
  return FrozenVector(random.numbers(count))
}

/// Keeps numbers or bytes at one address.
final class Numbers: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer

  init<Element: BitwiseCopyable>(_ values: [Element]) {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: values.count)
    _ = memory.initialize(from: values)
    bytes = UnsafeRawBufferPointer(memory)
  }

  deinit { bytes.deallocate() }
}

import LoracGraph
import LoracTensor

/// One operation at one of the shapes that Stable Diffusion 1.5 gives it at 512 pixels.
///
/// What is trained has an adapter of rank 8, as in training; all else is frozen. Weights are float16, as in the file.
enum OperationCase {
  /// c = a · bᵀ, a [rows, depth], b [columns, depth].
  case product(rows: Int, depth: Int, columns: Int)
  /// A linear layer with an adapter.
  case linear(rows: Int, inputs: Int, outputs: Int)
  /// A 3×3 convolution over a square picture.
  case convolution(side: Int, inputs: Int, outputs: Int, stride: Int)
  /// A group normalization with 32 groups, and a SiLU.
  case groupNormalization(side: Int, channels: Int)
  /// A layer normalization.
  case layerNormalization(rows: Int, channels: Int)
  /// Attention with 8 heads.
  case attention(queries: Int, keys: Int, channels: Int)
  /// A gate after a linear layer twice as wide as `width`.
  case gatedGELU(rows: Int, width: Int)

  /// The cases, those of the largest pictures first.
  static let all: [OperationCase] = [
    .product(rows: 2048, depth: 2048, columns: 2048), .product(rows: 4096, depth: 320, columns: 8),
    .product(rows: 4096, depth: 40, columns: 4096),
    .linear(rows: 4096, inputs: 320, outputs: 320), .linear(rows: 4096, inputs: 320, outputs: 2560),
    .linear(rows: 1024, inputs: 640, outputs: 640), .linear(rows: 256, inputs: 1280, outputs: 1280),
    .linear(rows: 64, inputs: 1280, outputs: 1280), .linear(rows: 77, inputs: 768, outputs: 320),
    .convolution(side: 64, inputs: 320, outputs: 320, stride: 1),
    .convolution(side: 64, inputs: 960, outputs: 320, stride: 1),
    .convolution(side: 32, inputs: 640, outputs: 640, stride: 1),
    .convolution(side: 16, inputs: 1280, outputs: 1280, stride: 1),
    .convolution(side: 8, inputs: 1280, outputs: 1280, stride: 1),
    .convolution(side: 64, inputs: 320, outputs: 320, stride: 2),
    .groupNormalization(side: 64, channels: 320), .groupNormalization(side: 32, channels: 640),
    .groupNormalization(side: 16, channels: 1280),
    .layerNormalization(rows: 4096, channels: 320),
    .attention(queries: 4096, keys: 4096, channels: 320), .attention(queries: 1024, keys: 1024, channels: 640),
    .attention(queries: 256, keys: 256, channels: 1280), .attention(queries: 4096, keys: 77, channels: 320),
    .gatedGELU(rows: 4096, width: 1280), .gatedGELU(rows: 1024, width: 2560),
  ]

  /// The kind and the sizes in the order of the case, by which operations.py makes the same of PyTorch.
  var description: (kind: String, sizes: [Int]) {
    switch self {
    case .product(let rows, let depth, let columns): ("product", [rows, depth, columns])
    case .linear(let rows, let inputs, let outputs): ("linear", [rows, inputs, outputs])
    case .convolution(let side, let inputs, let outputs, let stride): ("convolution", [side, inputs, outputs, stride])
    case .groupNormalization(let side, let channels): ("group_norm_silu", [side, channels])
    case .layerNormalization(let rows, let channels): ("layer_norm", [rows, channels])
    case .attention(let queries, let keys, let channels): ("attention", [queries, keys, channels])
    case .gatedGELU(let rows, let width): ("geglu", [rows, width])
    }
  }

  /// How many parameters are trained.
  var parameterCount: Int {
    guard case .linear(_, let inputs, let outputs) = self else { return 0 }
    return Self.rank * (inputs + outputs)
  }

  private static let rank = 8

  /// The operation and the shapes of its operands; nil for a bare product.
  func operation(_ numbers: inout Numbers) -> (operation: any Operation, operands: [Shape])? {
    switch self {
    case .product: return nil
    case .linear(let rows, let inputs, let outputs):
      let (down, up) = (Self.rank * inputs, Self.rank * outputs)
      let adapter = Adapter(rank: Self.rank, scale: 0.5, down: 0..<down, up: down..<down + up)
      let weight = numbers.weights(outputs: outputs, inputs: inputs, taps: 1)
      return (Linear(weight: weight, bias: numbers.vector(outputs), adapter: adapter), [[1, rows, inputs]])
    case .convolution(let side, let inputs, let outputs, let stride):
      let weight = numbers.weights(outputs: outputs, inputs: inputs, taps: 9)
      let geometry = Convolution.Geometry(kernel: 3, stride: stride, padding: 1)
      let convolution = Convolution(weight: weight, bias: numbers.vector(outputs), geometry: geometry)
      return (convolution, [[1, side, side, inputs]])
    case .groupNormalization(let side, let channels):
      let normalization = GroupNormalization(
        groups: 32, epsilon: 1e-5, silu: true, weight: numbers.vector(channels), bias: numbers.vector(channels))
      return (GroupNormalize(normalization), [[1, side, side, channels]])
    case .layerNormalization(let rows, let channels):
      let normalization = LayerNormalization(
        epsilon: 1e-5, weight: numbers.vector(channels), bias: numbers.vector(channels))
      return (LayerNormalize(normalization), [[1, rows, channels]])
    case .attention(let queries, let keys, let channels):
      return (Attention(heads: 8), [[1, queries, channels], [1, keys, channels], [1, keys, channels]])
    case .gatedGELU(let rows, let width): return (GatedGELU(), [[1, rows, 2 * width]])
    }
  }
}

import LoracGraph
import LoracTensor

/// The type of an operation and whatever decides which way its arithmetic takes.
struct OperationForm: Hashable, CustomStringConvertible {
  let description: String

  init(_ operation: any Operation, _ operands: [Shape]) {
    let details: [String?] =
      switch operation {
      case let linear as Linear:
        Self.details(linear.adapter, operands)
      case let convolution as Convolution:
        Self.details(convolution, operands[0]) + Self.details(convolution.adapter, operands)
      case let attention as Attention:
        [
          attention.isCausal ? "causal" : nil, "queries of \(Self.axes(operands[0]))",
          "keys of \(Self.axes(operands[1]))",
        ]
          + [operands[0].rows / operands[0].dimensions[0] > 128 ? "several blocks" : nil]
      default: [operation.name]
      }
    description = ([OperationForm.typeName(operation)] + details.compactMap { $0 }).joined(separator: ", ")
  }

  /// The name of the operation's type, as it stands in the sources.
  static func typeName(_ operation: any Operation) -> String { String(describing: type(of: operation)) }

  private static func details(_ adapter: Adapter?, _ operands: [Shape]) -> [String?] {
    [adapter == nil ? nil : "adapter", operands.count > 1 ? "mask" : nil]
  }

  /// Where there are 16 tiles of 4×4 pixels and 16 channels, kernels of 3×3 may take Winograd's way.
  private static func details(_ convolution: Convolution, _ input: Shape) -> [String?] {
    let geometry = convolution.geometry
    let tiles = input.dimensions[0] * ((input.dimensions[1] + 3) / 4) * ((input.dimensions[2] + 3) / 4)
    let isLarge = tiles >= 16 && min(convolution.weight.inputs, convolution.weight.outputs) >= 16
    return [
      "kernel \(geometry.kernel)", "stride \(geometry.stride)",
      "padding \(geometry.paddingBefore) and \(geometry.paddingAfter)", isLarge ? "many tiles" : nil,
    ]
  }

  private static func axes(_ shape: Shape) -> String { "\(shape.dimensions.count) axes" }
}

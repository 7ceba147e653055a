/// The order of a tensor's elements in the flat buffer.
package enum ElementOrder: Sendable, Hashable {
  /// As PyTorch has them: row-major in the order of the shape.
  case rowMajor
  /// A convolution's weight whose input channels stand last: out × height × width × in.
  case channelsLast
}

/// One trainable tensor in the flat buffers of parameters and gradients.
package struct ParameterTensor: Sendable, Hashable {
  /// The index of the first element in the flat buffer.
  package let offset: Int
  /// PyTorch's shape, for a convolution out, in, height, width, whatever the order of the elements.
  package let shape: [Int]
  /// How the elements stand in the buffer.
  package let order: ElementOrder

  /// A tensor of `shape` that begins at `offset`.
  package init(offset: Int, shape: [Int], order: ElementOrder = .rowMajor) {
    precondition(order == .rowMajor || shape.count == 4, "only a convolution's weight can have its channels last")
    self.offset = offset
    self.shape = shape
    self.order = order
  }

  /// The number of elements.
  package var count: Int { shape.reduce(1, *) }

  /// The elements' places in the flat buffer.
  package var range: Range<Int> { offset..<offset + count }
}

/// Tensors that are trained with the same learning rate.
package struct ParameterGroup: Sendable, Hashable {
  /// kohya's description of the group: `textencoder`, `unet`, each with ` plus` behind it for LoRA+.
  package let name: String
  /// The rate before the schedule's multiplier.
  package let learningRate: Double
  /// The tensors in PyTorch's order.
  package let tensors: [ParameterTensor]

  /// A group of tensors.
  package init(name: String, learningRate: Double, tensors: [ParameterTensor]) {
    self.name = name
    self.learningRate = learningRate
    self.tensors = tensors
  }
}

/// How the flat buffers of parameters and gradients are divided, the text encoder's group before the U-Net's.
package struct ParameterLayout: Sendable, Hashable {
  /// The groups, in the order in which the optimizer sees them.
  package let groups: [ParameterGroup]
  /// The length of the flat buffers: the end of the last tensor.
  package let parameterCount: Int

  /// The layout of some groups, whose tensors do not overlap.
  package init(_ groups: [ParameterGroup]) {
    self.groups = groups
    parameterCount = groups.flatMap(\.tensors).map(\.range.upperBound).max() ?? 0
  }

  /// All tensors, group after group; a tensor's index is its place here.
  package var tensors: [ParameterTensor] { groups.flatMap(\.tensors) }
}

/// One tensor that a network must have: its canonical name, its shape, and what other layouts call it.
package struct NetworkTensor: Sendable, Hashable {
  /// `unet.`, `text_encoder.` or `vae.`, then the name of today's diffusers and transformers.
  package var name: String
  /// The dimensions, outermost first: outputs, inputs, kernel height, kernel width.
  package var shape: [Int]
  /// The name in single files (LDM), without the network's prefix.
  package var originalName: String
  /// The name in folders of older versions of diffusers, without the network's prefix; nil if it never changed.
  package var formerName: String?

  init(_ name: String, _ shape: [Int], original: String, former: String? = nil) {
    self.name = name
    self.shape = shape
    originalName = original
    formerName = former
  }

  /// Whether a stored tensor of `stored` dimensions can serve: trailing dimensions of 1 do not count.
  ///
  /// A 1×1 convolution and a matrix are the same numbers, and files differ in which they store.
  package func fits(_ stored: [Int]) -> Bool { Self.trimmed(stored) == Self.trimmed(shape) }

  private static func trimmed(_ shape: [Int]) -> ArraySlice<Int> {
    var shape = shape[...]
    while shape.last == 1 { shape.removeLast() }
    return shape
  }
}

/// Collects the weights and biases of a network under two prefixes, the canonical and the original.
struct TensorTable {
  private(set) var tensors: [NetworkTensor] = []
  private let network: String

  /// A table whose canonical names begin with `network` and a dot.
  init(_ network: String) { self.network = network }

  /// Adds a tensor named `part`, as in `weight`.
  mutating func add(_ name: String, original: String, former: String? = nil, _ part: String, _ shape: [Int]) {
    tensors.append(
      NetworkTensor(
        "\(network).\(name).\(part)", shape, original: "\(original).\(part)", former: former.map { "\($0).\(part)" }))
  }

  /// Adds a weight of `shape` and a bias of its first dimension.
  mutating func add(_ name: String, original: String, former: String? = nil, _ shape: [Int]) {
    add(name, original: original, former: former, "weight", shape)
    add(name, original: original, former: former, "bias", [shape[0]])
  }
}

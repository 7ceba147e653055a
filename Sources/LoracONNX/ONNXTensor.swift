/// Numbers with a shape, row by row: what goes into a model and comes out of it.
package struct ONNXTensor: Sendable, Hashable {
  /// The numbers.
  package enum Elements: Sendable, Hashable {
    /// Of float32, float16 and float64 tensors.
    case floats([Float])
    /// Of uint8 and bool tensors.
    case bytes([UInt8])
    /// Of int64 and int32 tensors.
    case integers([Int64])

    /// How many there are.
    package var count: Int {
      switch self {
      case .floats(let numbers): numbers.count
      case .bytes(let numbers): numbers.count
      case .integers(let numbers): numbers.count
      }
    }
  }

  /// The sizes; their product is the number of ``elements``.
  package let shape: [Int]
  /// The numbers, the last dimension fastest.
  package let elements: Elements

  /// A tensor of `elements`; `shape` must have that many.
  package init(_ elements: Elements, shape: [Int]) {
    precondition(shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == elements.count, "the shape must fit the numbers")
    self.shape = shape
    self.elements = elements
  }

  /// A tensor of floating-point numbers; `shape` must have that many.
  package init(_ floats: [Float], shape: [Int]) { self.init(.floats(floats), shape: shape) }

  /// The numbers if they are floating-point numbers.
  package var floats: [Float]? {
    if case .floats(let numbers) = elements { numbers } else { nil }
  }

  /// The shape and kind in words: "1×448×448×3 float32".
  package var text: String {
    let type =
      switch elements {
      case .floats: "float32"
      case .bytes: "uint8"
      case .integers: "int64"
      }
    return shape.isEmpty ? "a single \(type)" : shape.map(String.init).joined(separator: "×") + " \(type)"
  }
}

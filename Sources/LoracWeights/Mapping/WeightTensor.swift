internal import CLoracKernels
package import LoracArchitectures

/// A tensor of a file, lent by the mapping that it keeps alive; copying it copies no numbers.
package struct WeightTensor: Sendable {
  /// Its name; in a base model the canonical one.
  package let name: String
  /// Its dimensions, outermost first; empty for a single number.
  package let shape: [Int]
  /// The type of its numbers.
  package let type: TensorType
  private let storage: WeightStorage
  private let range: Range<Int>

  init(name: String, shape: [Int], type: TensorType, storage: WeightStorage, range: Range<Int>) {
    self.name = name
    self.shape = shape
    self.type = type
    self.storage = storage
    self.range = range
  }

  /// A tensor of numbers in memory of its own; `values` has as many as `shape` says.
  package init(name: String, shape: [Int], values: [Float]) {
    precondition(values.count == shape.reduce(1, *), "\(values.count) values for the shape \(shape)")
    let storage = WeightStorage(byteCount: 4 * values.count) { memory in
      values.withUnsafeBytes { memory.copyMemory(from: $0) }
    }
    self.init(name: name, shape: shape, type: .float32, storage: storage, range: 0..<4 * values.count)
  }

  /// How many numbers it holds.
  package var elementCount: Int { shape.reduce(1, *) }

  /// The numbers as they are stored, row-major, little-endian; aligned to the type's size.
  ///
  /// Valid only while this tensor or a copy of it is alive; ``withBytes(_:)`` makes sure of that.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage.bytes[range]) }

  /// Lends the numbers to `body`, for no longer than it runs.
  package func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(storage) {} }
    return try body(bytes)
  }

  /// Takes the pages out of this process's memory if they belong to a file, from which reading brings them back.
  func releasePages() { storage.releasePages(range) }

  /// The same numbers under another name and shape of as many numbers.
  package func renamed(_ name: String, shape: [Int]? = nil) -> WeightTensor {
    let shape = shape ?? self.shape
    precondition(shape.reduce(1, *) == elementCount, "\(self.shape) cannot become \(shape)")
    return WeightTensor(name: name, shape: shape, type: type, storage: storage, range: range)
  }

  /// Whether ``floats`` can be had.
  package var hasFloats: Bool { type.element != nil }

  /// The numbers in single precision; nil unless the type is F32, F16 or BF16.
  package var floats: [Float]? {
    guard let element = type.element else { return nil }
    return withBytes { bytes in
      [Float](unsafeUninitializedCapacity: elementCount) { buffer, count in
        if let target = buffer.baseAddress { lorac_floats(bytes.baseAddress, element, elementCount, target) }
        count = elementCount
      }
    }
  }
}

extension TensorType {
  /// The kernels' name of the type; nil if they do not compute with it.
  var element: lorac_element_type? {
    switch self {
    case .float32: LORAC_FLOAT32
    case .float16: LORAC_FLOAT16
    case .bfloat16: LORAC_BFLOAT16
    default: nil
    }
  }
}

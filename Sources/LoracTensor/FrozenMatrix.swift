internal import CLoracKernels

/// How a file stores a frozen number.
package enum ElementType: Sendable, Hashable {
  /// IEEE 754 binary32.
  case float32
  /// IEEE 754 binary16.
  case float16
  /// The upper half of a binary32.
  case bfloat16

  /// The bytes of one number.
  package var byteCount: Int { self == .float32 ? 4 : 2 }

  var kernelType: lorac_element_type {
    switch self {
    case .float32: LORAC_FLOAT32
    case .float16: LORAC_FLOAT16
    case .bfloat16: LORAC_BFLOAT16
    }
  }
}

/// Weights that are never trained, in memory that somebody else owns, in the file's own precision.
///
/// They are not tensors: an operation has a part of them turned into float32 just before it multiplies.
/// - Shape: [outputs, inputs, taps], taps being the pixels of a convolution's kernel, 1 for a linear layer.
package struct FrozenMatrix: @unchecked Sendable {
  /// The first number; nil in a graph that is planned but not run.
  private let base: UnsafeRawPointer?
  private let owner: (any Sendable)?
  /// How numbers are stored.
  package let type: ElementType
  /// Output features or channels.
  package let outputs: Int
  /// Input features or channels.
  package let inputs: Int
  /// The pixels of a convolution's kernel.
  package let taps: Int

  /// Weights over `bytes`, whose memory `owner` keeps.
  package init(
    bytes: UnsafeRawBufferPointer, owner: any Sendable, type: ElementType, outputs: Int, inputs: Int,
    taps: Int = 1
  ) {
    precondition(bytes.count == outputs * inputs * taps * type.byteCount, "weights of another size")
    precondition(taps <= Int(LORAC_MAXIMUM_TAPS), "a kernel of at most 16 taps")
    base = bytes.baseAddress
    self.owner = owner
    self.type = type
    self.outputs = outputs
    self.inputs = inputs
    self.taps = taps
  }

  /// Weights that nobody has read: enough to plan memory, not to compute.
  package init(planned type: ElementType, outputs: Int, inputs: Int, taps: Int = 1) {
    base = nil
    owner = nil
    self.type = type
    self.outputs = outputs
    self.inputs = inputs
    self.taps = taps
  }

  var numbers: UnsafeRawPointer {
    guard let base else { preconditionFailure("a planned graph is not run") }
    return base
  }

  /// All numbers as float32, in the file's order; not for planned weights.
  package var values: [Float] {
    var result = [Float](repeating: 0, count: outputs * inputs * taps)
    result.withUnsafeMutableBufferPointer { lorac_floats(numbers, type.kernelType, $0.count, $0.baseAddress) }
    return result
  }

  /// One row of numbers as float32.
  package func row(_ index: Int, into row: FloatRegion) {
    precondition(index >= 0 && index < outputs && row.count == inputs * taps, "a row beyond the weights")
    lorac_floats(numbers + index * inputs * taps * type.byteCount, type.kernelType, row.count, row.base)
  }
}

extension FrozenMatrix {
  /// Weights that lie in a buffer of parameters, for the duration of one step.
  ///
  /// - Shape: parameters [outputs, inputs, taps].
  package init(_ parameters: FloatRegion, outputs: Int, inputs: Int, taps: Int) {
    precondition(parameters.count == outputs * inputs * taps, "weights of another size")
    self.init(
      bytes: UnsafeRawBufferPointer(start: parameters.base, count: 4 * parameters.count), owner: parameters,
      type: .float32, outputs: outputs, inputs: inputs, taps: taps)
  }
}

/// Adds [rows, taps, inputs] to [rows, inputs, taps].
package func addByTap(_ source: FloatRegion, rows: Int, taps: Int, to result: FloatRegion) {
  precondition(source.count == result.count && source.count % (rows * taps) == 0, "one size, whole rows")
  lorac_add_by_tap(source.base, rows, source.count / (rows * taps), taps, result.base)
}

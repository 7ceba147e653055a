internal import LoracArchitectures
internal import LoracNetworks
internal import LoracTensor
internal import LoracWeights

/// The weights of a BLIP file by the names that the networks use: matrices where they lie, vectors as float32.
struct BLIPWeights: NetworkWeights, Sendable {
  private var matrices: [String: FrozenMatrix] = [:]
  private var vectors: [String: FrozenVector] = [:]

  /// Finds all tensors that `configuration` asks for; what else the file holds is passed over, as transformers does.
  init(_ configuration: BLIPConfiguration, in file: MappedSafetensors) throws(BLIPError) {
    var problems: [TensorProblem] = []
    for tensor in configuration.tensors {
      guard let found = tensor.names.lazy.compactMap(file.tensor).first else {
        problems.append(TensorProblem(name: tensor.names[0], expected: tensor.shape, found: .nothing))
        continue
      }
      guard found.shape == tensor.shape else {
        problems.append(TensorProblem(name: found.name, expected: tensor.shape, found: .shape(found.shape)))
        continue
      }
      guard let type = found.type.elementType else {
        problems.append(TensorProblem(name: found.name, expected: tensor.shape, found: .type(found.type)))
        continue
      }
      for (index, part) in tensor.parts.enumerated() { add(part, index, of: tensor.parts.count, found, type) }
    }
    guard problems.isEmpty else { throw .tensors(problems, path: file.path) }
  }

  /// Keeps the rows of part `index` of `count`.
  private mutating func add(_ name: String, _ index: Int, of count: Int, _ tensor: WeightTensor, _ type: ElementType) {
    let (outputs, size) = (tensor.shape[0] / count, tensor.elementCount / count * type.byteCount)
    let bytes = UnsafeRawBufferPointer(rebasing: tensor.bytes[index * size..<(index + 1) * size])
    if tensor.shape.count == 1 || tensor.shape[0] == 1 && tensor.shape.count == 3 {
      vectors[name] = FrozenVector(bytes: bytes, type: type)
    } else {
      let inputs = tensor.elementCount / tensor.shape[0]
      matrices[name] = FrozenMatrix(bytes: bytes, owner: tensor, type: type, outputs: outputs, inputs: inputs)
    }
  }

  func matrix(_ layer: String, outputs: Int, inputs: Int, taps: Int) -> FrozenMatrix {
    guard let matrix = matrices["\(layer).weight"] else {
      preconditionFailure("no matrix \(layer) in a complete model")
    }
    precondition(matrix.outputs == outputs && matrix.inputs == inputs && taps == 1, "a matrix of another size")
    return matrix
  }

  func vector(_ name: String, count: Int) -> FrozenVector {
    guard let vector = vectors[name] else { preconditionFailure("no vector \(name) in a complete model") }
    precondition(vector.count == count, "a vector of another length")
    return vector
  }
}

extension TensorType {
  /// The type that numerics read; nil for all others.
  fileprivate var elementType: ElementType? {
    switch self {
    case .float32: .float32
    case .float16: .float16
    case .bfloat16: .bfloat16
    default: nil
    }
  }
}

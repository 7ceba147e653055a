import LoracArchitectures
package import LoracTensor
package import LoracWeights

/// Where a network finds its frozen weights, by canonical name.
package protocol NetworkWeights {
  /// The weight of a layer, named without `.weight`.
  func matrix(_ layer: String, outputs: Int, inputs: Int, taps: Int) -> FrozenMatrix
  /// A vector, named in full.
  func vector(_ name: String, count: Int) -> FrozenVector
  /// Lets go of the memory that holds a network's weights; reading them again brings them back.
  func release(_ network: BaseModelWeights.Network)
}

extension NetworkWeights {
  /// Weights in memory of their own stay.
  package func release(_ network: BaseModelWeights.Network) {}
}

/// The weights of a base model's files.
package struct MappedWeights: NetworkWeights {
  private let model: BaseModelWeights

  /// The weights of `model`, which is complete by its own checks.
  package init(_ model: BaseModelWeights) { self.model = model }

  package func matrix(_ layer: String, outputs: Int, inputs: Int, taps: Int) -> FrozenMatrix {
    let tensor = tensor("\(layer).weight")
    return FrozenMatrix(
      bytes: tensor.bytes, owner: tensor, type: tensor.elementType, outputs: outputs, inputs: inputs, taps: taps)
  }

  package func vector(_ name: String, count: Int) -> FrozenVector {
    let tensor = tensor(name)
    precondition(tensor.elementCount == count, "a vector of another length: \(name)")
    return tensor.withBytes { bytes in
      FrozenVector(bytes: bytes, type: tensor.elementType)
    }
  }

  package func release(_ network: BaseModelWeights.Network) { model.release(network) }

  private func tensor(_ name: String) -> WeightTensor {
    guard let tensor = model[name] else { preconditionFailure("no tensor \(name) in a complete model") }
    return tensor
  }
}

/// Weights that nobody has read: enough to plan a run's memory, not to run.
package struct PlannedWeights: NetworkWeights {
  private let type: ElementType

  /// Weights stored as `type`.
  package init(_ type: ElementType) { self.type = type }

  package func matrix(_ layer: String, outputs: Int, inputs: Int, taps: Int) -> FrozenMatrix {
    FrozenMatrix(planned: type, outputs: outputs, inputs: inputs, taps: taps)
  }

  package func vector(_ name: String, count: Int) -> FrozenVector { FrozenVector(planned: count) }
}

extension WeightTensor {
  /// The type that numerics read; a base model holds no others.
  var elementType: ElementType {
    switch type {
    case .float16: .float16
    case .bfloat16: .bfloat16
    case .float32: .float32
    default: preconditionFailure("\(name) is \(type.rawValue)")
    }
  }
}

package import LoracArchitectures

/// One tensor to be saved: what it is called and stored as, and its numbers in single precision.
package struct LoRATensor: Sendable {
  /// Name, dimensions and stored type.
  package var tensor: AdapterTensor
  /// As many numbers as the dimensions say, row-major.
  package var values: [Float]

  /// Saves `values` as `tensor`.
  package init(_ tensor: AdapterTensor, values: [Float]) {
    precondition(values.count == tensor.elementCount, "\(values.count) values for '\(tensor.name)' \(tensor.shape)")
    self.tensor = tensor
    self.values = values
  }
}

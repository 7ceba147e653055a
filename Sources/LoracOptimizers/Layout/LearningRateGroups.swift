/// One half of an adapter's pair of matrices, as LoRA+ tells them apart.
package struct GroupedTensor: Sendable, Hashable {
  /// Where the tensor lies.
  package let tensor: ParameterTensor
  /// Whether it is the second matrix of its pair, `lora_up`.
  package let isUp: Bool

  /// A tensor and its role.
  package init(_ tensor: ParameterTensor, isUp: Bool) {
    self.tensor = tensor
    self.isUp = isUp
  }
}

extension ParameterGroup {
  /// The groups of one network's adapters: one, or with LoRA+ two, the second for the up matrices at `ratio` times the rate.
  ///
  /// A network whose rate is 0 or nil is not trained and has no group (sd-scripts networks/lora.py:1164-1193).
  package static func groups(
    _ name: String, _ tensors: [GroupedTensor], learningRate: Double?, loraPlusRatio ratio: Double? = nil
  ) -> [ParameterGroup] {
    guard let learningRate, learningRate != 0 else { return [] }
    let plain = tensors.filter { ratio == nil || !$0.isUp }.map(\.tensor)
    let up = tensors.filter { ratio != nil && $0.isUp }.map(\.tensor)
    return [
      ParameterGroup(name: name, learningRate: learningRate, tensors: plain),
      ParameterGroup(name: "\(name) plus", learningRate: learningRate * (ratio ?? 1), tensors: up),
    ].filter { !$0.tensors.isEmpty && $0.learningRate != 0 }
  }
}

internal import LoracArchitectures

/// Finds the tensors of one network in its files, and what is wrong with them.
struct TensorMatcher {
  /// The tensors that were found, under their canonical names and shapes.
  private(set) var tensors: [String: WeightTensor] = [:]
  /// What is wrong, in the order of the network, then of the file.
  private(set) var problems: [WeightProblem] = []

  /// Looks for `expected` in `source`; what is left below the source's prefix is unknown unless it is harmless.
  init(_ expected: [NetworkTensor], in source: WeightSource) {
    var taken: Set<String> = []
    for tensor in expected {
      guard let (file, name) = Self.find(tensor, source), let stored = file.header[name] else {
        problems.append(WeightProblem(tensor.name, .missing))
        continue
      }
      taken.insert(name)
      guard tensor.fits(stored.shape) else {
        problems.append(WeightProblem(name, .shape(expected: tensor.shape, found: stored.shape)))
        continue
      }
      guard [.float32, .float16, .bfloat16].contains(stored.type) else {
        problems.append(WeightProblem(name, .type(stored.type)))
        continue
      }
      tensors[tensor.name] = file.tensor(name)?.renamed(tensor.name, shape: tensor.shape)
    }
    for file in source.files {
      for tensor in file.header.tensors
      where tensor.name.hasPrefix(source.prefix) && !taken.contains(tensor.name)
        && !HarmlessTensors.contain(tensor.name)
      {
        problems.append(WeightProblem(tensor.name, .unknown))
      }
    }
  }

  private static func find(_ tensor: NetworkTensor, _ source: WeightSource) -> (MappedSafetensors, String)? {
    for name in names(of: tensor, source) {
      for file in source.files where file.header[name] != nil { return (file, name) }
    }
    return nil
  }

  /// The names that a tensor may have in a layout, the usual one first.
  private static func names(of tensor: NetworkTensor, _ source: WeightSource) -> [String] {
    switch source.naming {
    case .original(let prefix):
      let name = tensor.originalName
      // Some files leave `text_model` out (sd-scripts library/model_util.py:970).
      return name.hasPrefix("text_model.")
        ? [prefix + name, prefix + name.dropFirst("text_model.".count)] : [prefix + name]
    case .diffusers:
      let name = String(tensor.name.drop { $0 != "." }.dropFirst())
      return [name] + (tensor.formerName.map { [$0] } ?? [])
    }
  }
}

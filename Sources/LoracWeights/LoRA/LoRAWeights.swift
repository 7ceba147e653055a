package import LoracArchitectures
package import LoracDiagnostics

/// A saved LoRA file, mapped, to continue from: `network.weights`, or a state.
package struct LoRAWeights: Sendable {
  /// What the file holds.
  package let header: LoRAFileHeader
  private let file: MappedSafetensors

  /// Opens the file at `path`; one without any adapter is no error.
  package static func open(_ path: String) throws(SafetensorsError) -> LoRAWeights {
    let file = try MappedSafetensors.open(path)
    return LoRAWeights(header: LoRAFileHeader(file.header), file: file)
  }

  /// The tensor of that name; nil if the file has none.
  package func tensor(_ name: String) -> WeightTensor? { file.tensor(name) }

  /// The stored alpha of the module `name`; nil if it has none or of a type that is no float.
  package func alpha(of name: String) -> Float? { file.tensor("\(name).alpha")?.floats?.first }

  /// What the trainer must know before it continues from this file, named `path` at `place`, with `planned` adapters.
  ///
  /// As sd-scripts (networks/lora.py:1071-1080): a tensor of another shape is an error. Tensors that are missing keep their
  /// initial values, those that no adapter has are passed over; both are warnings. It computes with the recipe's alpha but
  /// saves the file's (train_network.py:711); for that see ``otherAlpha(than:)`` and `Diagnostic.alphaDiffers`.
  package func diagnostics(
    continuing planned: AdapterTensors, path: String, at place: Label? = nil
  ) -> [Diagnostic] {
    let differences = header.differences(from: planned)
    var found: [Diagnostic] = []
    let shapes = differences.filter { if case .shape = $0.kind { true } else { false } }
    if !shapes.isEmpty { found.append(.loraShapes(shapes, path: path, at: place)) }
    let missing = differences.filter { $0.kind == .missing }
    let unexpected = differences.filter { $0.kind == .unexpected }
    if missing.count == planned.tensors.count {
      found.append(.nothingToContinue(path: path, at: place))
      return found
    }
    if !missing.isEmpty { found.append(.loraLacks(missing, path: path, at: place)) }
    if !unexpected.isEmpty { found.append(.loraHasMore(unexpected, path: path, at: place)) }
    return found
  }

  /// The first module whose stored alpha is not the one that `planned` gives it, and how many there are; nil if none is.
  package func otherAlpha(
    than planned: (_ module: String) -> Float?
  ) -> (stored: Float, planned: Float, count: Int)? {
    var first: (Float, Float)?
    var count = 0
    for module in header.modules {
      guard let stored = alpha(of: module.name), let planned = planned(module.name), stored != planned else { continue }
      if first == nil { first = (stored, planned) }
      count += 1
    }
    return first.map { ($0.0, $0.1, count) }
  }
}

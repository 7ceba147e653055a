package import LoracArchitectures
package import LoracWeights

/// The adapters of one LoRA file that fit a model, and what of the file does not.
package struct LoRAAdapters: Sendable {
  /// One adapter, whose matrices stay in the mapped file.
  struct Entry: Sendable {
    let module: AdaptableModule
    let rank: Int
    /// alpha / rank, which the file's alpha gives; 1 without one.
    let scale: Float
    let down: WeightTensor
    let up: WeightTensor
  }

  /// Something in a file that cannot be used.
  package struct Problem: Sendable, Hashable {
    /// Why.
    package enum Kind: Sendable, Hashable {
      /// The model has no such module.
      case unknown
      /// The tensor has other dimensions than the module needs.
      case shape([Int], needed: [Int])
      /// The adapter lacks this other tensor.
      case incomplete(missing: String)
      /// The tensor is stored in a type that is not computed with.
      case type(TensorType)
      /// It belongs to an algorithm other than LoRA and LoCon.
      case algorithm(String)
    }

    /// The tensor, or the module where all its tensors are concerned.
    package var name: String
    /// Why.
    package var kind: Kind

    /// A problem of the tensor or module `name`.
    package init(name: String, kind: Kind) {
      self.name = name
      self.kind = kind
    }
  }

  /// The file.
  package let path: String
  let entries: [Entry]
  /// What cannot be used, sorted by name.
  package let problems: [Problem]

  /// How many modules get an adapter.
  package var moduleCount: Int { entries.count }

  /// Opens the file at `path` for a model of `architecture`; tensors that do not fit are no error but ``problems``.
  package static func open(
    _ path: String, for architecture: ModelArchitecture
  ) throws(SafetensorsError) -> LoRAAdapters {
    let file = try LoRAWeights.open(path)
    var entries: [Entry] = []
    var problems: [Problem] = []
    var names = Set(file.header.modules.map(\.name))
    for module in architecture.adaptableModules(beyondTransformers: true) where names.remove(module.name) != nil {
      do throws(Problem) { entries.append(try entry(of: module, in: file)) } catch { problems.append(error) }
    }
    problems += names.map { name in
      Problem(name: name, kind: algorithm(of: name, in: file).map(Problem.Kind.algorithm) ?? .unknown)
    }
    return LoRAAdapters(path: path, entries: entries, problems: problems.sorted { $0.name < $1.name })
  }

  private static func entry(of module: AdaptableModule, in file: LoRAWeights) throws(Problem) -> Entry {
    if let algorithm = algorithm(of: module.name, in: file) {
      throw Problem(name: module.name, kind: .algorithm(algorithm))
    }
    let names = (down: "\(module.name).lora_down.weight", up: "\(module.name).lora_up.weight")
    guard let down = file.tensor(names.down) else {
      throw Problem(name: module.name, kind: .incomplete(missing: names.down))
    }
    guard let up = file.tensor(names.up) else {
      throw Problem(name: module.name, kind: .incomplete(missing: names.up))
    }
    let rank = max(1, down.shape.first ?? 1)
    for (tensor, needed) in [(down, module.downShape(rank: rank)), (up, module.upShape(rank: rank))] {
      guard trimmed(tensor.shape) == trimmed(needed) else {
        throw Problem(name: tensor.name, kind: .shape(tensor.shape, needed: needed))
      }
      guard tensor.hasFloats else { throw Problem(name: tensor.name, kind: .type(tensor.type)) }
    }
    // kohya takes a missing alpha, or one of 0, for the rank (sd-scripts networks/lora.py:68-72).
    let alpha = file.alpha(of: module.name) ?? 0
    return Entry(
      module: module, rank: rank, scale: alpha == 0 ? 1 : alpha / Float(rank), down: down, up: up)
  }

  /// The first tensor that is used and holds something other than numbers, as a training that failed leaves them.
  package var firstWithoutNumbers: String? {
    for entry in entries {
      if !entry.scale.isFinite { return "\(entry.module.name).alpha" }
      for tensor in [entry.down, entry.up] where tensor.floats?.allSatisfy(\.isFinite) == false { return tensor.name }
    }
    return nil
  }

  /// A matrix and a 1×1 convolution are the same numbers, and files differ in which they store.
  private static func trimmed(_ shape: [Int]) -> ArraySlice<Int> {
    var shape = shape[...]
    while shape.count > 2, shape.last == 1 { shape.removeLast() }
    return shape
  }

  /// Tensors by which other algorithms are known, and what people call these.
  private static let marks: [(part: String, algorithm: String)] = [
    ("hada_w1_a", "LoHa"), ("lokr_w1", "LoKr"), ("lokr_w1_a", "LoKr"), ("oft_blocks", "OFT"), ("oft_diag", "OFT"),
    ("dora_scale", "DoRA"), ("lora_mid.weight", "CP decomposition"), ("on_input", "IA3"), ("diff", "full difference"),
  ]

  private static func algorithm(of module: String, in file: LoRAWeights) -> String? {
    marks.first { file.tensor("\(module).\($0.part)") != nil }?.algorithm
  }
}

extension LoRAAdapters.Problem: Error {}

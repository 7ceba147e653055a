package import LoracArchitectures

/// What the header of a saved LoRA file tells.
package struct LoRAFileHeader: Sendable, Hashable {
  /// One adapter of the file.
  package struct Module: Sendable, Hashable {
    /// Its name, as in `lora_unet_down_blocks_0_attentions_0_proj_in`.
    package var name: String
    /// Its inner width; nil without a `lora_down.weight`.
    package var rank: Int?
    /// The type of its weights; nil without a `lora_down.weight`.
    package var type: TensorType?
    /// The type of its alpha; nil without one.
    package var alphaType: TensorType?
  }

  /// All tensors and the metadata.
  package let header: SafetensorsHeader
  /// The adapters by name.
  package let modules: [Module]

  /// Reads the LoRA file at `path`; a file without any adapter is no error.
  package static func read(_ path: String) throws(SafetensorsError) -> LoRAFileHeader {
    LoRAFileHeader(try SafetensorsHeader.read(path))
  }

  /// Groups the tensors of a header into adapters.
  package init(_ header: SafetensorsHeader) {
    var modules: [String: Module] = [:]
    for tensor in header.tensors {
      guard let dot = tensor.name.firstIndex(of: ".") else { continue }
      let name = String(tensor.name[..<dot])
      var module = modules[name] ?? Module(name: name)
      switch tensor.name[dot...] {
      case ".lora_down.weight":
        module.rank = tensor.shape.first
        module.type = tensor.type
      case ".alpha": module.alphaType = tensor.type
      default: break
      }
      modules[name] = module
    }
    self.header = header
    self.modules = modules.values.sorted { $0.name < $1.name }
  }

  /// How the file's tensors differ from those planned, sorted by name; empty if they are the same.
  package func differences(from planned: AdapterTensors) -> [Difference] {
    var differences: [Difference] = []
    var names: Set<String> = []
    for tensor in planned.tensors {
      names.insert(tensor.name)
      guard let saved = header[tensor.name] else {
        differences.append(Difference(name: tensor.name, kind: .missing))
        continue
      }
      if saved.shape != tensor.shape {
        differences.append(Difference(name: tensor.name, kind: .shape(planned: tensor.shape, saved: saved.shape)))
      }
      if saved.type != tensor.type {
        differences.append(Difference(name: tensor.name, kind: .type(planned: tensor.type, saved: saved.type)))
      }
    }
    for tensor in header.tensors where !names.contains(tensor.name) {
      differences.append(Difference(name: tensor.name, kind: .unexpected))
    }
    return differences.sorted { $0.name < $1.name }
  }

  /// A tensor that is not as planned.
  package struct Difference: Sendable, Hashable, CustomStringConvertible {
    /// What is different.
    package enum Kind: Sendable, Hashable {
      /// The file lacks it.
      case missing
      /// It was not planned.
      case unexpected
      /// It has another shape.
      case shape(planned: [Int], saved: [Int])
      /// It has another type.
      case type(planned: TensorType, saved: TensorType)
    }

    /// The tensor's name.
    package var name: String
    /// What is different.
    package var kind: Kind

    /// A difference in the tensor `name`.
    package init(name: String, kind: Kind) {
      self.name = name
      self.kind = kind
    }

    /// A phrase for diagnostics.
    package var description: String {
      switch kind {
      case .missing: "'\(name)' is missing"
      case .unexpected: "'\(name)' was not planned"
      case .shape(let planned, let saved): "'\(name)' has shape \(saved) instead of \(planned)"
      case .type(let planned, let saved): "'\(name)' is \(saved.rawValue) instead of \(planned.rawValue)"
      }
    }
  }
}

/// The tensors of one saved LoRA file, exactly as kohya's `save_weights` stores them.
///
/// Each module has three tensors (sd-scripts networks/lora.py:58-83): `alpha` without dimensions, `lora_down.weight`
/// that keeps the module's kernel, and `lora_up.weight` whose kernel is 1×1.
package struct AdapterTensors: Sendable, Hashable {
  /// The tensors module by module; most uses need no order.
  private let created: [AdapterTensor]
  /// What each part of the model gets; parts without adapters are left out.
  package let groups: [AdapterGroup]

  /// The tensors that `configuration` gives the model.
  package init(_ architecture: ModelArchitecture, _ configuration: AdapterConfiguration) {
    var tensors: [AdapterTensor] = []
    var groups: [AdaptableModule.Group: AdapterGroup] = [:]
    for module in architecture.adaptableModules(beyondTransformers: configuration.convolution != nil) {
      guard let size = configuration.size(for: module) else { continue }
      let ofModule = Self.tensors(of: module, size, configuration)
      tensors += ofModule
      // The first tensor, alpha, is stored but not trained.
      let trained = ofModule.dropFirst().reduce(0) { $0 + $1.elementCount }
      groups[module.group, default: AdapterGroup(group: module.group)].add(parameters: trained)
    }
    self.groups = AdaptableModule.Group.allCases.compactMap { groups[$0] }
    created = tensors
  }

  /// The tensors in the order of the file; sorted at each call.
  package var tensors: [AdapterTensor] { AdapterTensor.inFileOrder(created) { $0 } }

  /// The bytes of all tensors, without the file's header.
  package var dataByteCount: Int { created.reduce(0) { $0 + $1.byteCount } }
  /// The number of adapters.
  package var moduleCount: Int { groups.reduce(0) { $0 + $1.moduleCount } }
  /// The numbers that are trained.
  package var parameterCount: Int { groups.reduce(0) { $0 + $1.parameterCount } }

  private static func tensors(
    of module: AdaptableModule, _ size: AdapterConfiguration.Size, _ configuration: AdapterConfiguration
  ) -> [AdapterTensor] {
    let weightType = configuration.savedType ?? configuration.trainedType
    // kohya replaces an alpha of 0 by the rank, a Python integer, and torch makes an int64 of it.
    let alphaType = configuration.savedType ?? (size.alpha == 0 ? .int64 : configuration.trainedType)
    return [
      AdapterTensor(name: "\(module.name).alpha", shape: [], type: alphaType),
      AdapterTensor(
        name: "\(module.name).lora_down.weight", shape: module.downShape(rank: size.rank), type: weightType),
      AdapterTensor(name: "\(module.name).lora_up.weight", shape: module.upShape(rank: size.rank), type: weightType),
    ]
  }
}

/// One tensor of a LoRA file.
package struct AdapterTensor: Sendable, Hashable {
  /// The name in the file.
  package var name: String
  /// The dimensions, outermost first; empty for a single number.
  package var shape: [Int]
  /// The stored type.
  package var type: TensorType

  /// A tensor of the given name, dimensions and type.
  package init(name: String, shape: [Int], type: TensorType) {
    self.name = name
    self.shape = shape
    self.type = type
  }

  /// How many numbers it holds.
  package var elementCount: Int { shape.reduce(1, *) }
  /// The bytes of its data.
  package var byteCount: Int { elementCount * type.byteCount }

  /// `elements` in the order in which safetensors' writer stores their tensors: by type (`TensorType.rank`, last first),
  /// then by name.
  package static func inFileOrder<Element>(
    _ elements: [Element], _ tensor: (Element) -> AdapterTensor
  ) -> [Element] {
    elements.sorted { left, right in
      let (first, second) = (tensor(left), tensor(right))
      let (a, b) = (first.type.rank, second.type.rank)
      // Names are ASCII, which strings compare by bytes, and much faster so than one byte at a time.
      return a == b ? first.name < second.name : a > b
    }
  }
}

/// What one part of the model gets.
package struct AdapterGroup: Sendable, Hashable {
  /// The part.
  package var group: AdaptableModule.Group
  /// Its adapters.
  package var moduleCount = 0
  /// The numbers that are trained there.
  package var parameterCount = 0

  init(group: AdaptableModule.Group) { self.group = group }

  mutating func add(parameters: Int) {
    moduleCount += 1
    parameterCount += parameters
  }
}

package import LoracGraph
import LoracTensor

/// Appends layers to a graph by their canonical names, with frozen weights and adapters found by these names.
package struct NetworkBuilder {
  /// An adapter's dropout, drawn by the caller before each forward pass.
  package struct Mask: Sendable {
    /// kohya's name for the module.
    package let module: String
    /// The input that multiplies what the adapter's `down` computes.
    package let value: Value
  }

  /// The graph so far.
  package var graph = Graph()
  /// The dropout masks, in the order in which the modules compute.
  package private(set) var masks: [Mask] = []
  /// kohya's names for the modules that were given an adapter.
  package private(set) var adaptedModules: Set<String> = []
  private let weights: any NetworkWeights
  private let adapters: AdapterLayout?
  private let hasMasks: Bool

  /// A builder over `weights`; with `adapters` their modules are adapted, with `hasMasks` every adapter has a mask.
  package init(_ weights: any NetworkWeights, adapters: AdapterLayout? = nil, hasMasks: Bool = false) {
    self.weights = weights
    self.adapters = adapters
    self.hasMasks = hasMasks
  }

  /// A linear layer, or a 1×1 convolution, which is the same.
  package mutating func linear(_ layer: String, _ x: Value, outputs: Int, hasBias: Bool = true) -> Value {
    let inputs = graph[x].columns
    let adapter = adapter(of: layer)
    let operation = Linear(
      weight: weights.matrix(layer, outputs: outputs, inputs: inputs, taps: 1),
      bias: hasBias ? weights.vector("\(layer).bias", count: outputs) : nil, adapter: adapter)
    let shape = graph[x].withColumns(adapter?.rank ?? 1)
    return graph.append(operation, [x] + mask(layer, adapter, shape), label: layer)
  }

  /// A convolution with a kernel of more than one tap.
  mutating func convolution(
    _ layer: String, _ x: Value, outputs: Int, _ geometry: Convolution.Geometry
  ) -> Value {
    let inputs = graph[x].columns
    let taps = geometry.kernel * geometry.kernel
    let adapter = adapter(of: layer)
    let operation = Convolution(
      weight: weights.matrix(layer, outputs: outputs, inputs: inputs, taps: taps),
      bias: weights.vector("\(layer).bias", count: outputs), geometry: geometry, adapter: adapter)
    let shape = operation.resultShape([graph[x]]).withColumns(adapter?.rank ?? 1)
    return graph.append(operation, [x] + mask(layer, adapter, shape), label: layer)
  }

  /// A group normalization, with a SiLU after it if `silu`.
  mutating func groupNormalize(
    _ layer: String, _ x: Value, groups: Int, epsilon: Float, silu: Bool
  ) -> Value {
    let channels = graph[x].columns
    let normalization = GroupNormalization(
      groups: groups, epsilon: epsilon, silu: silu, weight: weights.vector("\(layer).weight", count: channels),
      bias: weights.vector("\(layer).bias", count: channels))
    return graph.append(GroupNormalize(normalization), [x], label: layer)
  }

  /// A layer normalization.
  package mutating func layerNormalize(_ layer: String, _ x: Value, epsilon: Float) -> Value {
    let channels = graph[x].columns
    let normalization = LayerNormalization(
      epsilon: epsilon, weight: weights.vector("\(layer).weight", count: channels),
      bias: weights.vector("\(layer).bias", count: channels))
    return graph.append(LayerNormalize(normalization), [x], label: layer)
  }

  /// The sum of two values.
  package mutating func add(_ a: Value, _ b: Value, label: String) -> Value {
    graph.append(Add(), [a, b], label: label)
  }

  /// A step that has no weights.
  package mutating func append(_ operation: any Operation, _ operands: [Value], label: String) -> Value {
    graph.append(operation, operands, label: label)
  }

  /// Marks what `body` appends as a segment that may be computed twice.
  mutating func segment(_ body: (inout NetworkBuilder) -> Value) -> Value {
    let start = graph.stepCount
    let result = body(&self)
    graph.addSegment(start..<graph.stepCount)
    return result
  }

  private mutating func adapter(of layer: String) -> Adapter? {
    let name = Self.moduleName(layer)
    guard let adapter = adapters?[name] else { return nil }
    adaptedModules.insert(name)
    return adapter
  }

  private mutating func mask(_ layer: String, _ adapter: Adapter?, _ shape: Shape) -> [Value] {
    guard hasMasks, adapter != nil else { return [] }
    let value = graph.input(shape, label: "\(layer).dropout")
    masks.append(Mask(module: Self.moduleName(layer), value: value))
    return [value]
  }

  /// kohya's name for a module, as in `lora_unet_mid_block_attentions_0_proj_in`.
  private static func moduleName(_ layer: String) -> String {
    let (network, path) = (layer.prefix { $0 != "." }, layer.drop { $0 != "." }.dropFirst())
    let prefix = network == "unet" ? "lora_unet_" : "lora_te_"
    return prefix + String(path.map { $0 == "." ? "_" : $0 })
  }
}

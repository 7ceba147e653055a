package import LoracArchitectures
package import LoracGraph

/// Where every adapter's matrices lie in the flat buffer of trained parameters.
///
/// The modules follow each other as kohya creates them, which is also the order in which their first values are drawn:
/// text encoder, then U-Net; of each module first `down`, then `up`.
package struct AdapterLayout: Sendable {
  /// One module with its adapter.
  package struct Entry: Sendable {
    /// The module.
    package let module: AdaptableModule
    /// Where its matrices lie.
    package let adapter: Adapter
    /// What the file stores as alpha.
    package let alpha: Double
  }

  /// The modules that have an adapter.
  package let entries: [Entry]
  /// The numbers of all adapters.
  package let parameterCount: Int
  private let positions: [String: Int]

  /// The adapters that `configuration` gives the modules of `architecture`.
  package init(_ architecture: ModelArchitecture, _ configuration: AdapterConfiguration) {
    var entries: [Entry] = []
    var count = 0
    for module in architecture.adaptableModules(beyondTransformers: configuration.convolution != nil) {
      guard let size = configuration.size(for: module) else { continue }
      let down = count..<count + module.downShape(rank: size.rank).reduce(1, *)
      let up = down.upperBound..<down.upperBound + module.upShape(rank: size.rank).reduce(1, *)
      count = up.upperBound
      // kohya takes an alpha of 0 for the rank (sd-scripts networks/lora.py:71).
      let alpha = size.alpha == 0 ? Double(size.rank) : size.alpha
      let adapter = Adapter(rank: size.rank, scale: Float(alpha / Double(size.rank)), down: down, up: up)
      entries.append(Entry(module: module, adapter: adapter, alpha: alpha))
    }
    self.entries = entries
    parameterCount = count
    positions = Dictionary(entries.enumerated().map { ($1.module.name, $0) }) { first, _ in first }
  }

  /// Adapters of the given ranks whose scales are part of their matrices, for inference; each module at most once.
  package init(_ modules: [(module: AdaptableModule, rank: Int)]) {
    var entries: [Entry] = []
    var count = 0
    for (module, rank) in modules {
      let down = count..<count + module.downShape(rank: rank).reduce(1, *)
      let up = down.upperBound..<down.upperBound + module.upShape(rank: rank).reduce(1, *)
      count = up.upperBound
      let adapter = Adapter(rank: rank, scale: 1, down: down, up: up)
      entries.append(Entry(module: module, adapter: adapter, alpha: Double(rank)))
    }
    self.entries = entries
    parameterCount = count
    positions = Dictionary(entries.enumerated().map { ($1.module.name, $0) }) { first, _ in first }
  }

  /// The adapter of a module, by kohya's name for it.
  package subscript(name: String) -> Adapter? { positions[name].map { entries[$0].adapter } }
}

package import LoracArchitectures
import LoracGraph
package import LoracNetworks
package import LoracTensor
import LoracWeights

/// The adapters of several LoRA files as one adapter for each module: their ranks side by side, scales and weights inside
/// the second matrix.
///
/// So any number of files at any weights costs one pass, and weights change without a new graph.
package struct AdapterStack: Sendable {
  /// How much a file counts.
  package struct Weight: Sendable, Hashable {
    /// In the U-Net.
    package var unet: Double
    /// In the text encoder.
    package var text: Double

    /// The same weight in both networks unless `text` differs.
    package init(_ unet: Double, text: Double? = nil) {
      self.unet = unet
      self.text = text ?? unet
    }
  }

  /// Where each module's matrices lie.
  package let layout: AdapterLayout
  let files: [LoRAAdapters]
  private let ranks: [String: Int]

  /// The adapters of `files`, each at most once, of a model of `architecture`.
  package init(_ files: [LoRAAdapters], for architecture: ModelArchitecture) {
    var ranks: [String: Int] = [:]
    for entry in files.flatMap(\.entries) { ranks[entry.module.name, default: 0] += entry.rank }
    let modules = architecture.adaptableModules(beyondTransformers: true).compactMap { module in
      ranks[module.name].map { (module: module, rank: $0) }
    }
    layout = AdapterLayout(modules)
    self.files = files
    self.ranks = ranks
  }

  /// Whether graphs built for `other` serve this one, too: every module has the same rank.
  package func hasSameForm(as other: AdapterStack) -> Bool { ranks == other.ranks }

  /// Writes all matrices into `parameters`, which is as large as the layout says; one weight for each file.
  package func write(_ weights: [Weight], into parameters: FloatRegion, _ workers: Workers) {
    precondition(weights.count == files.count, "a weight for each file")
    precondition(parameters.count >= layout.parameterCount, "room for all adapters")
    var used: [String: Int] = [:]
    for (file, weight) in zip(files, weights) {
      for entry in file.entries {
        guard let adapter = layout[entry.module.name], let down = entry.down.floats, var up = entry.up.floats else {
          continue
        }
        let first = used[entry.module.name, default: 0]
        used[entry.module.name] = first + entry.rank
        let perRank = adapter.down.count / adapter.rank
        let start = adapter.down.lowerBound + first * perRank
        parameters[start..<start + down.count].copy(down)
        let factor = entry.scale * Float(entry.module.group.isTextEncoder ? weight.text : weight.unet)
        let target = parameters[adapter.up].matrix(rows: entry.module.output).columns(first..<first + entry.rank)
        up.withRegion { numbers in
          workers.accumulate(numbers.matrix(rows: entry.module.output), alpha: factor, beta: 0, into: target)
        }
      }
    }
  }
}

import LoracArchitectures
import LoracGraph
import LoracNetworks
import LoracPlan
import LoracPlanSettings
import LoracRandom
import LoracWeights

/// The adapters that are trained: their layout and first values.
struct AdapterState: Sendable {
  let layout: AdapterLayout
  /// All parameters, in the layout's order.
  var parameters: [Float]
  private let planned: AdapterTensors
  /// The alphas of the file that training continues from, which kohya saves instead of the recipe's.
  private var storedAlphas: [String: Float] = [:]

  /// Draws the first values as kohya does when it creates the network (sd-scripts networks/lora.py:54-77, 882-1000).
  ///
  /// kohya creates modules for both networks, even if only one is trained, and each draws the default initialization of
  /// both matrices before `down` is drawn again; `up` is zero.
  init(_ architecture: ModelArchitecture, _ network: NetworkPlan, savePrecision: String, _ random: inout RunRandom) {
    let configuration = AdapterConfiguration(network, savePrecision: savePrecision)
    var everything = configuration
    everything.target = .both
    let layout = AdapterLayout(architecture, configuration)
    var parameters = [Float](repeating: 0, count: layout.parameterCount)
    for entry in AdapterLayout(architecture, everything).entries {
      random.torch.skip(entry.adapter.down.count + entry.adapter.up.count)
      let fanIn = entry.adapter.down.count / entry.adapter.rank
      guard let range = layout[entry.module.name]?.down else {
        random.torch.skip(entry.adapter.down.count)
        continue
      }
      parameters.withUnsafeMutableBufferPointer { numbers in
        random.torch.kaimingUniform(into: UnsafeMutableBufferPointer(rebasing: numbers[range]), fanIn: fanIn)
      }
    }
    self.layout = layout
    self.parameters = parameters
    planned = AdapterTensors(architecture, configuration)
  }

  /// Takes over the matrices of a LoRA file; what it lacks keeps its values (sd-scripts networks/lora.py:1071-1080).
  mutating func continueFrom(_ path: String) throws(TrainerError) {
    let file: LoRAWeights
    do { file = try LoRAWeights.open(path) } catch { throw .weights(path: path, error) }
    for entry in layout.entries {
      let name = entry.module.name
      for (part, range) in [("lora_down", entry.adapter.down), ("lora_up", entry.adapter.up)] {
        guard let tensor = file.tensor("\(name).\(part).weight") else { continue }
        guard tensor.elementCount == range.count, let values = tensor.floats else {
          throw .weightsDiffer(path: path, name: tensor.name)
        }
        parameters.replaceSubrange(range, with: values)
      }
      if let alpha = file.alpha(of: name) { storedAlphas[name] = alpha }
    }
  }

  /// The file's tensors with the current values.
  var tensors: [LoRATensor] {
    let entries = Dictionary(layout.entries.map { ($0.module.name, $0) }) { first, _ in first }
    return planned.tensors.compactMap { tensor in
      guard let dot = tensor.name.firstIndex(of: "."), let entry = entries[String(tensor.name[..<dot])] else {
        return nil
      }
      let part = tensor.name[dot...]
      if part == ".alpha" {
        return LoRATensor(tensor, values: [storedAlphas[entry.module.name] ?? Float(entry.alpha)])
      }
      let range = part.hasPrefix(".lora_down") ? entry.adapter.down : entry.adapter.up
      return LoRATensor(tensor, values: Array(parameters[range]))
    }
  }
}

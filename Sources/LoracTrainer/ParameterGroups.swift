import LoracArchitectures
import LoracGraph
import LoracNetworks
import LoracOptimizers
import LoracPlan
import LoracPlanSettings

/// How the optimizer sees the adapters.
struct ParameterGroups {
  /// The groups that are optimized.
  let layout: ParameterLayout
  /// All adapters, whose gradients are clipped together.
  let all: ParameterLayout
  /// The matrices of each adapter, for the bound on their product.
  let matrices: [AdapterMatrices]
  /// For each tensor of `layout` the module that it belongs to.
  private let modules: [String]

  init(_ adapters: AdapterLayout, _ plan: TrainingPlan) {
    let entries = adapters.entries.map { ($0, AdapterMatrices($0)) }
    func tensors(_ isText: Bool) -> [GroupedTensor] {
      entries.filter { $0.0.module.group.isTextEncoder == isText }.flatMap {
        [GroupedTensor($0.1.down, isUp: false), GroupedTensor($0.1.up, isUp: true)]
      }
    }
    let (text, unet) = (tensors(true), tensors(false))
    var groups: [ParameterGroup] = []
    if !text.isEmpty {
      groups += ParameterGroup.groups(
        "textencoder", text, learningRate: plan.optimizer.textEncoderRate,
        loraPlusRatio: plan.network.loraPlusRatio("text_encoder"))
    }
    if !unet.isEmpty {
      groups += ParameterGroup.groups(
        "unet", unet, learningRate: plan.optimizer.unetRate, loraPlusRatio: plan.network.loraPlusRatio("unet"))
    }
    layout = ParameterLayout(groups)
    all = ParameterLayout([
      ParameterGroup(name: "all", learningRate: 0, tensors: entries.flatMap { [$0.1.down, $0.1.up] })
    ])
    matrices = entries.map(\.1)
    var owners: [Int: String] = [:]
    for (entry, matrices) in entries {
      owners[matrices.down.offset] = entry.module.name
      owners[matrices.up.offset] = entry.module.name
    }
    modules = layout.tensors.map { owners[$0.offset] ?? "" }
  }

  /// The places in the layout of the tensors of some modules.
  func places(of names: Set<String>) -> Set<Int> {
    names.isEmpty ? [] : Set(modules.indices.filter { names.contains(modules[$0]) })
  }

  /// Sets the gradients that the optimizer has used to 0; kohya leaves those of modules that it does not optimize.
  func clear(_ gradients: inout [Float]) {
    for tensor in layout.tensors {
      gradients.withUnsafeMutableBufferPointer { numbers in
        UnsafeMutableBufferPointer(rebasing: numbers[tensor.range]).update(repeating: 0)
      }
    }
  }
}

extension AdapterMatrices {
  fileprivate init(_ entry: AdapterLayout.Entry) {
    let (module, adapter) = (entry.module, entry.adapter)
    self.init(
      down: ParameterTensor(offset: adapter.down.lowerBound, shape: module.downShape(rank: adapter.rank)),
      up: ParameterTensor(offset: adapter.up.lowerBound, shape: module.upShape(rank: adapter.rank)),
      scale: adapter.scale)
  }
}

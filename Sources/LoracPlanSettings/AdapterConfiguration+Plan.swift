package import LoracArchitectures
package import LoracPlan

extension AdapterConfiguration {
  /// The adapters of `network`, saved in `savePrecision`: kohya's `--save_precision`.
  package init(_ network: NetworkPlan, savePrecision: String) {
    self.init(
      linear: Size(rank: network.rank, alpha: network.alpha),
      convolution: network.convRank.map { Size(rank: $0, alpha: network.convAlpha ?? 1) },
      target: Target(network.train), savedType: TensorType(savePrecision: savePrecision))
  }
}

extension AdapterConfiguration.Target {
  fileprivate init(_ target: NetworkPlan.Target) {
    switch target {
    case .both: self = .both
    case .unet: self = .unet
    case .textEncoder: self = .textEncoder
    }
  }
}

extension TensorType {
  /// What a file stores under `save_precision`, of which `float` is the third value.
  fileprivate init(savePrecision: String) {
    switch savePrecision {
    case "fp16": self = .float16
    case "bf16": self = .bfloat16
    default: self = .float32
    }
  }
}

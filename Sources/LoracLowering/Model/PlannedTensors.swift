package import LoracArchitectures
package import LoracPlan
internal import LoracWeights

/// The tensors that the files of a plan hold.
package enum PlannedTensors {
  /// The tensors of every file that `plan` saves; the base model's own widths count if it is on this machine.
  package static func tensors(_ plan: TrainingPlan) -> AdapterTensors {
    let family = ModelArchitecture.Family(rawValue: plan.model.family.rawValue) ?? .sd15
    let found = try? ModelInspection.inspect(plan.model.base).architecture
    return tensors(plan.network, precision: plan.save.precision, found ?? .published(family))
  }

  /// The tensors of `network` on a model of `architecture`, saved in `precision`.
  static func tensors(
    _ network: NetworkPlan, precision: String, _ architecture: ModelArchitecture
  ) -> AdapterTensors {
    AdapterTensors(architecture, configuration(network, precision: precision))
  }

  /// The sizes of `network`'s adapters, saved in `precision`.
  static func configuration(_ network: NetworkPlan, precision: String) -> AdapterConfiguration {
    let convolution: AdapterConfiguration.Size? =
      if let rank = network.convRank { .init(rank: rank, alpha: network.convAlpha ?? 1) } else { nil }
    return AdapterConfiguration(
      linear: .init(rank: network.rank, alpha: network.alpha), convolution: convolution,
      target: AdapterConfiguration.Target(rawValue: network.train.rawValue) ?? .both,
      savedType: savedType(precision))
  }

  private static func savedType(_ precision: String) -> TensorType {
    switch precision {
    case "fp16": .float16
    case "bf16": .bfloat16
    default: .float32
    }
  }
}

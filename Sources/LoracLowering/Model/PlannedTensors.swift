package import LoracArchitectures
package import LoracPlan
internal import LoracPlanSettings
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
    AdapterTensors(architecture, AdapterConfiguration(network, savePrecision: precision))
  }
}

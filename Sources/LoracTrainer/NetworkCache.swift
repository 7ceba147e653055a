import LoracArchitectures
import LoracGraph
import LoracNetworks
import LoracPlan
import LoracTensor

/// The graphs of all shapes that were met, over one stretch of memory.
///
/// A class because more are met while it is in use.
final class NetworkCache {
  private let configuration: StableDiffusionConfiguration
  private let plan: TrainingPlan
  private let weights: any NetworkWeights
  private let layout: AdapterLayout
  private let hasMasks: Bool
  private var training: [TrainingNetwork.Form: TrainingNetwork] = [:]
  private var inference: [TrainingNetwork.Form: TrainingNetwork] = [:]
  private let room: ExecutorRoom

  init(
    _ configuration: StableDiffusionConfiguration, _ plan: TrainingPlan, _ weights: any NetworkWeights,
    _ layout: AdapterLayout, hasMasks: Bool, in room: ExecutorRoom
  ) {
    self.configuration = configuration
    self.plan = plan
    self.weights = weights
    self.layout = layout
    self.room = room
    self.hasMasks = hasMasks
  }

  /// The graph of a form, without derivatives and dropout unless it trains.
  func network(_ form: TrainingNetwork.Form, trains: Bool) -> TrainingNetwork {
    if let known = trains ? training[form] : inference[form] { return known }
    let network = TrainingNetwork(
      configuration, form, clipSkip: plan.model.clipSkip, weights: weights, adapters: layout, trains: trains,
      hasMasks: hasMasks && trains, recomputes: plan.train.gradientCheckpointing)
    if trains { training[form] = network } else { inference[form] = network }
    return network
  }

  /// Memory in which `network` can run.
  func executor(for network: TrainingNetwork) throws(TrainerError) -> Executor {
    do { return try room.executor(for: network.program) } catch { throw .memory(error) }
  }
}

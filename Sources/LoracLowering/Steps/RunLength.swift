internal import LoracRecipe
internal import LoracSchema

/// How long a run is, in kohya's arithmetic (sd-scripts train_network.py:799-802, 978-981).
struct RunLength: Sendable, Hashable {
  /// Counts stop here, where kohya's floats stop being exact; no training gets that far.
  static let limit = 1 << 53

  /// Optimizer steps of the whole run.
  let total: Int
  /// Optimizer steps of a full epoch; nil without a dataset.
  let perEpoch: Int?
  /// Epochs that begin; nil without a dataset.
  let epochs: Int?
  /// Batches of one epoch on all processes together; nil without a dataset.
  let batches: Int?
  /// Processes.
  let processes: Int
  /// Batches per optimizer step on each process.
  let accumulation: Int

  /// The length that a recipe and its dataset give; nil if there is nothing to train or epochs lack a dataset.
  init?(_ recipe: Recipe, _ essentials: Essentials, _ data: LoweredDataset) {
    self.init(
      epochs: essentials.epochs, steps: essentials.steps, batches: data.batches,
      processes: recipe.value(RunFields.processes), accumulation: recipe.value(TrainFields.gradientAccumulation))
  }

  /// The length for `epochs` or `steps` of `batches`; nil if nothing can be trained.
  ///
  /// Each process gets ⌈batches / processes⌉ batches, and accumulation starts anew with every epoch, so an epoch makes
  /// ⌈⌈batches / processes⌉ / accumulation⌉ updates. kohya divides floats before it rounds up, which gives the same
  /// numbers below 2⁵³.
  init?(epochs: Int?, steps: Int?, batches: Int?, processes: Int = 1, accumulation: Int = 1) {
    self.processes = processes
    self.accumulation = accumulation
    self.batches = batches
    guard let batches else {
      guard let steps else { return nil }
      (total, perEpoch, self.epochs) = (steps, nil, nil)
      return
    }
    guard batches > 0 else { return nil }
    let perEpoch = min(batches.dividedUp(by: processes).dividedUp(by: accumulation), Self.limit)
    guard let total = epochs.map({ min(perEpoch.times($0), Self.limit) }) ?? steps else { return nil }
    self.total = total
    self.perEpoch = perEpoch
    self.epochs = total.dividedUp(by: perEpoch)
  }

  /// The epoch, from 1, in which a step is made; nil without a dataset.
  func epoch(of step: Int) -> Int? { perEpoch.map { max(1, step.dividedUp(by: $0)) } }

  /// The step after which an epoch ends; nil without a dataset.
  func lastStep(of epoch: Int) -> Int? { perEpoch.map { min($0.times(epoch), total) } }
}

internal import LoracPlan
package import LoracRandom

/// All batches of a run: what sd-scripts sets up between seeding its generators and loading the model.
package struct RunBatches: Sendable {
  /// The images.
  package let data: BatchData
  /// The batches that train.
  package var training: BatchSequence
  /// The batches that validate; nil if no image is held out.
  package var validation: ValidationBatches?
  /// The order in which latents are cached, dataset by dataset: those that train, then those that validate.
  package let latentCaching: [LatentCaching]

  /// Sets up the datasets (config_util.py:480-603).
  ///
  /// `random` must have just been seeded with the run's seed. Python's generator decides a split that has no seed of its own
  /// and the datasets' seed; then it is seeded anew for the first shuffle, and stays there until the first epoch.
  package init(_ data: BatchData, random: inout RunRandom) {
    self.data = data
    let indices = data.datasets.indices
    let split = data.validation?.split ?? 0
    let training = indices.map { DatasetMembers(data, dataset: $0, use: .training, random: &random.python) }
    let heldOut =
      split > 0 && split <= 1
      ? indices.map { DatasetMembers(data, dataset: $0, use: .validation, random: &random.python) } : []
    let seed = random.python.integer(in: 0...1 << 31)
    let trainingOrders = Self.orders(training, data, &random.python)
    let heldOutOrders = Self.orders(heldOut, data, &random.python)
    self.training = BatchSequence(trainingOrders, maker: BatchMaker(data, totalSteps: data.totalSteps), seed: seed)
    // Nobody tells the validation datasets how long the run is.
    let validation = ValidationBatches(heldOutOrders, maker: BatchMaker(data, totalSteps: 0))
    self.validation = validation.count == 0 ? nil : validation
    latentCaching =
      training.map { LatentCaching($0.members, data, validates: false) }
      + heldOut.map { LatentCaching($0.members, data, validates: true) }
  }

  /// The orders after the first shuffle, which is seeded with 0 because the datasets have no seed yet.
  private static func orders(
    _ datasets: [DatasetMembers], _ data: BatchData, _ random: inout PythonRandom
  ) -> [DatasetOrder] {
    datasets.enumerated().map { index, dataset in
      var order = DatasetOrder(dataset.members, data: data, batchSize: data.datasets[index].batchSize)
      order.shuffle(seed: 0, &random)
      return order
    }
  }
}

package import LoracRandom

/// The batches of the held-out images, in the same order every time.
///
/// sd-scripts never tells the validation datasets an epoch or a step, so they stay in epoch 0: captions that are dropped in
/// every n-th epoch are always dropped here. Before each round it saves both generators and seeds them with the validation
/// seed, or else the run's (train_network.py:1371-1400); afterwards it restores them.
package struct ValidationBatches: Sendable {
  /// Batches in a round.
  package let count: Int

  private let maker: BatchMaker
  private let orders: [DatasetOrder]
  private var drawn = 0
  private var ahead: TrainingBatch?

  init(_ orders: [DatasetOrder], maker: BatchMaker) {
    self.orders = orders
    self.maker = maker
    count = orders.reduce(0) { $0 + $1.count }
  }

  /// Begins a round with generators that were just seeded for it: draws the loader's base seed.
  package mutating func begin(_ random: inout RunRandom) {
    _ = random.torch.seed()
    drawn = 0
    ahead = nil
  }

  /// The next batch, or nil at the end; the loader runs one batch ahead, as in training.
  package mutating func next(_ random: inout RunRandom) -> TrainingBatch? {
    guard var batch = ahead ?? draw(&random.python) else { return nil }
    ahead = draw(&random.python)
    batch.isLast = ahead == nil
    return batch
  }

  private mutating func draw(_ random: inout PythonRandom) -> TrainingBatch? {
    var index = drawn
    for (dataset, order) in orders.enumerated() {
      guard index >= order.count else {
        var batch = maker.batch(index, of: order, dataset: dataset, epoch: 0, step: 0, random: &random)
        batch.index = drawn
        drawn += 1
        return batch
      }
      index -= order.count
    }
    return nil
  }
}

package import LoracRandom

/// The batches of a training, in the order in which sd-scripts trains them with `--max_data_loader_n_workers 0`.
///
/// The generators belong to the trainer, since its other draws come in between: call ``beginEpoch(_:)`` at the start of an
/// epoch and ``next(_:completedSteps:)`` before each step, where sd-scripts' loop asks its loader. accelerate's loader runs
/// one batch ahead, so what is drawn is for the batch after the one returned.
package struct BatchSequence: Sendable {
  /// Batches in an epoch.
  package let batchesPerEpoch: Int

  private let maker: BatchMaker
  /// The seed of all datasets (config_util.py:589); an epoch's shuffle is seeded with its sum with the epoch.
  private let seed: Int
  private var orders: [DatasetOrder]
  private var state = State()
  /// The order of this epoch's batches.
  private var sampled: [Int] = []

  /// Where a sequence stands; the orders follow from it.
  package struct State: Sendable, Hashable, Codable {
    /// The epoch that was begun, from 1; 0 before the first.
    package fileprivate(set) var epoch = 0
    /// The epoch up to which the datasets are shuffled: behind `epoch` until the first batch is drawn.
    fileprivate var shuffledEpoch = 0
    /// The seed of the order of this epoch's batches.
    fileprivate var samplerSeed = 0
    /// Batches of this epoch that were drawn.
    fileprivate var drawn = 0
    /// The batch that was drawn ahead.
    fileprivate var ahead: TrainingBatch?
    /// Optimizer steps as the loop last told them, and as the datasets know them.
    fileprivate var completedSteps = 0
    fileprivate var knownSteps = 0
  }

  init(_ orders: [DatasetOrder], maker: BatchMaker, seed: Int) {
    self.orders = orders
    self.maker = maker
    self.seed = seed
    batchesPerEpoch = orders.reduce(0) { $0 + $1.count }
  }

  /// Begins the next epoch: draws the loader's base seed and the sampler's seed.
  package mutating func beginEpoch(_ random: inout RunRandom) {
    _ = random.torch.seed()
    state.samplerSeed = random.torch.seed()
    state.epoch += 1
    state.drawn = 0
    state.ahead = nil
    sample()
  }

  private mutating func sample() {
    var generator = TorchGenerator(seed: state.samplerSeed)
    sampled = generator.permutation(of: batchesPerEpoch)
  }

  /// The next batch, or nil at the end of the epoch.
  ///
  /// Draws from Python's generator alone. `completedSteps` counts the optimizer's steps so far, for the warm-up of tags.
  package mutating func next(_ random: inout RunRandom, completedSteps: Int = 0) -> TrainingBatch? {
    guard var batch = state.ahead ?? draw(&random.python) else { return nil }
    state.ahead = draw(&random.python)
    batch.isLast = state.ahead == nil
    state.completedSteps = completedSteps
    return batch
  }

  /// Makes the batch and only then, as the collator does, tells the datasets the epoch: the first batch of an epoch still
  /// has the order of the one before (train_util.py:6654-6665).
  private mutating func draw(_ random: inout PythonRandom) -> TrainingBatch? {
    guard state.drawn < sampled.count else { return nil }
    var index = sampled[state.drawn]
    var dataset = 0
    while index >= orders[dataset].count {
      index -= orders[dataset].count
      dataset += 1
    }
    var batch = maker.batch(
      index, of: orders[dataset], dataset: dataset, epoch: state.shuffledEpoch, step: state.knownSteps, random: &random)
    batch.epoch = state.epoch
    batch.index = state.drawn
    state.drawn += 1
    shuffle(to: state.epoch, &random)
    state.knownSteps = state.completedSteps
    return batch
  }

  private mutating func shuffle(to epoch: Int, _ random: inout PythonRandom) {
    while state.shuffledEpoch < epoch {
      state.shuffledEpoch += 1
      for dataset in orders.indices { orders[dataset].shuffle(seed: seed + state.shuffledEpoch, &random) }
    }
  }

  /// Where the sequence stands, to be saved with the state of the generators.
  package var saved: State { state }

  /// Goes to where a sequence of the same plan and seed stood; the generators are restored by the caller.
  ///
  /// Only for a sequence that has not begun. The shuffles of all epochs so far are repeated, without their draws.
  package mutating func restore(_ saved: State) {
    precondition(state == State(), "a sequence is restored before it begins")
    var scratch = PythonRandom(seed: 0)
    shuffle(to: saved.shuffledEpoch, &scratch)
    state = saved
    if state.epoch > 0 { sample() }
  }
}

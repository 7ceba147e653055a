internal import LoracRandom

/// Every image's bucket and how the buckets fall into batches, for all datasets of a training.
package struct BatchPlan: Hashable, Sendable {
  /// One image in a dataset.
  package struct Placement: Hashable, Sendable {
    /// Place of its folder in the snapshot.
    package var folder: Int
    /// Its place in the folder.
    package var image: Int
    /// How often it counts per epoch, after balancing.
    package var repeats: Int
    /// Whether it regularises.
    package var isRegularization: Bool
    /// Place of its bucket in the dataset's buckets.
    package var bucket: Int
    /// The size it is scaled to before it is trimmed.
    package var resized: PixelSize
    /// Pixels trimmed at the left, unless cropping is random.
    package var cropLeft: Int
    /// Pixels trimmed at the top, unless cropping is random.
    package var cropTop: Int
  }

  /// Images of one size.
  package struct Bucket: Hashable, Sendable {
    /// The size trained.
    package var size: PixelSize
    /// Different images.
    package var images: Int
    /// Images times repeats.
    package var entries: Int
    /// Batches per epoch; the last may be smaller.
    package var batches: Int
    /// Images in the last batch.
    package var lastBatch: Int
  }

  /// Why a folder takes no part.
  package enum Ignored: Hashable, Sendable {
    /// Repeats below 1.
    case withoutRepeats
    /// The same path stands earlier in the dataset; the place of that folder in the dataset.
    case duplicate(of: Int)
    /// No images.
    case withoutImages
  }

  /// An image for which sd-scripts finds no bucket and stops.
  package struct Unplaced: Hashable, Sendable {
    /// Place of its folder in the snapshot.
    package var folder: Int
    /// Its place in the folder.
    package var image: Int
    /// Why.
    package var problem: BucketSelector.Problem
  }

  /// The plan of one dataset.
  package struct Dataset: Hashable, Sendable {
    /// Images in sd-scripts' order: training, then regularization.
    package var placements: [Placement]
    /// Buckets that hold images, sorted by size.
    package var buckets: [Bucket]
    /// Training images times repeats (`num_train_images`).
    package var trainEntries: Int
    /// Regularization images times their own repeats, before balancing (`num_reg_images`).
    package var regularizationEntries: Int
    /// Regularization images left out by the balance.
    package var unusedRegularizationImages: Int
    /// Folders that take no part, by their place in the dataset.
    package var ignored: [Int: Ignored]
    /// Images without a bucket.
    package var unplaced: [Unplaced]
    /// Mean of |bucket ratio - image ratio| over images, repeats not counted; 0 without buckets.
    package var meanAspectError: Double
    /// Batches per epoch.
    package var batches: Int { buckets.reduce(0) { $0.addingSaturated($1.batches) } }
    /// Entries per epoch.
    package var entries: Int { buckets.reduce(0) { $0.addingSaturated($1.entries) } }
  }

  /// The datasets that train, in order.
  package var datasets: [Dataset]
  /// The validation sets, of those datasets that make one.
  package var validation: [Dataset]
  /// Whether which image validates is known; false leaves buckets of a split dataset uncertain.
  package var isSplitDetermined: Bool

  /// Batches per epoch over all datasets: the length of sd-scripts' data loader.
  package var batches: Int { datasets.reduce(0) { $0.addingSaturated($1.batches) } }

  /// Plans all datasets.
  package init(_ definitions: [DatasetDefinition]) {
    var random = PlanRandom(definitions)
    datasets = definitions.map { DatasetPlanner.plan($0, use: .training, random: &random) }
    validation = definitions.filter { ValidationSplit.makesValidationSet($0.rules.validationSplit) }
      .map { DatasetPlanner.plan($0, use: .validation, random: &random) }
    isSplitDetermined = !random.wasUndetermined
  }
}

/// The state of Python's global generator while datasets are built.
struct PlanRandom {
  private var global: PythonRandom?
  /// Whether an order was needed that nobody knows.
  private(set) var wasUndetermined = false

  /// The generator right after `set_seed`, where a definition names the training seed.
  init(_ definitions: [DatasetDefinition]) {
    for definition in definitions {
      if case .global(let seed) = definition.rules.validationOrder {
        global = PythonRandom(seed: seed)
        return
      }
    }
  }

  /// The order of `count` images after the shuffle.
  mutating func order(_ count: Int, _ order: ValidationSplit.Order) -> [Int] {
    var indices = Array(0..<count)
    switch order {
    case .seeded(let seed):
      var own = PythonRandom(seed: seed)
      own.shuffle(&indices)
    case .global: global?.shuffle(&indices)
    case .undetermined: wasUndetermined = true
    }
    return indices
  }
}

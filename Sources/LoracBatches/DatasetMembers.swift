internal import LoracDataset
internal import LoracPlan
internal import LoracRandom

/// The images of one dataset, in the order in which sd-scripts registers them (train_util.py:2106-2181).
struct DatasetMembers: Sendable {
  /// Which part of a split is wanted.
  enum Use: Sendable {
    case training
    case validation
  }

  /// An image and how often it counts.
  struct Member: Sendable {
    /// Its place in ``BatchData/images``.
    var image: Int
    /// Entries per epoch.
    var repeats: Int
  }

  /// Training images by folder, then regularization images.
  private(set) var members: [Member] = []

  private let data: BatchData
  private let use: Use
  private let split: Double

  /// The images of dataset `index`; a split without a seed of its own shuffles by Python's generator.
  init(_ data: BatchData, dataset index: Int, use: Use, random: inout PythonRandom) {
    self.data = data
    self.use = use
    split = data.validation?.split ?? 0
    var regularization: [Member] = []
    var known: Set<String> = []
    for (folder, images) in zip(data.datasets[index].folders, data.folders[index]) {
      let repeats = use == .training ? folder.repeats : 1
      guard repeats >= 1, !known.contains(folder.path) else { continue }
      let chosen = chosenImages(images, of: folder, random: &random)
      guard !chosen.isEmpty else { continue }
      known.insert(folder.path)
      if folder.isRegularization {
        // The plan has balanced them; those that it does not need count 0 times.
        regularization += chosen.map { Member(image: $0, repeats: data.images[$0].plan.repeats) }
      } else {
        members += chosen.map { Member(image: $0, repeats: repeats) }
      }
    }
    members += regularization.filter { $0.repeats > 0 }
  }

  /// The images of a folder on the wanted side of the split (train_util.py:142-178).
  private func chosenImages(_ images: Range<Int>, of folder: FolderSettings, random: inout PythonRandom) -> [Int] {
    guard split > 0 else { return Array(images) }
    guard !folder.isRegularization else { return use == .training ? Array(images) : [] }
    var order = Array(images)
    if let seed = data.validation?.seed {
      var own = PythonRandom(seed: seed)
      own.shuffle(&order)
    } else {
      random.shuffle(&order)
    }
    return switch use {
    case .training: Array(order.prefix(ValidationSplit.trainingCount(of: order.count, split: split)))
    case .validation: order.suffix(ValidationSplit.validationCount(of: order.count, split: split))
    }
  }
}

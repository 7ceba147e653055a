package import LoracPlan

/// The images of a plan and how they are batched, without chance.
package struct BatchData: Sendable {
  /// Settings below `kohya:` in a recipe that batches follow; others that kohya's datasets know are not implemented.
  package static let kohyaSettings: Set<String> = ["token_warmup_min", "token_warmup_step", "vae_batch_size"]

  /// All images of all folders, in the plan's order, trained or not.
  package let images: [BatchImage]
  /// The datasets.
  let datasets: [DatasetSettings]
  /// For each dataset the images of each folder, as places in ``images``.
  let folders: [[Range<Int>]]
  /// The split into training and validation.
  let validation: ValidationPlan?
  /// The weight of regularization images.
  let priorLossWeight: Float
  /// Whether latents are computed once, before training; images are not cut at random then.
  let cachesLatents: Bool
  /// The steps of the run, of which the warm-up of tags may take a part.
  let totalSteps: Int
  /// How many tags a caption begins with.
  let tokenWarmupMinimum: Int
  /// When captions are whole: a number of steps, or below 1 a part of all.
  let tokenWarmupSteps: Double
  /// Images encoded together when latents are cached (`vae_batch_size`).
  package let cachingBatchSize: Int

  /// The images of `plan`, which must have been read.
  package init(_ plan: TrainingPlan) throws(BatchProblem) {
    guard let contents = plan.dataset else { throw .notRead }
    var images: [BatchImage] = []
    var folders: [[Range<Int>]] = []
    var rest = contents.folders[...]
    for (dataset, settings) in plan.data.datasets.enumerated() {
      var ranges: [Range<Int>] = []
      for (place, folder) in settings.folders.enumerated() {
        guard let content = rest.popFirst(), content.dataset == dataset, content.path == folder.path else {
          throw .contradictory(folder: folder.path)
        }
        let first = images.count
        images += content.images.map {
          BatchImage(dataset: dataset, folder: place, path: Self.join(folder.path, $0.file), plan: $0)
        }
        ranges.append(first..<images.count)
      }
      folders.append(ranges)
    }
    self.images = images
    self.folders = folders
    datasets = plan.data.datasets
    validation = plan.validation
    priorLossWeight = Float(plan.loss.priorLossWeight)
    cachesLatents = plan.data.cacheLatents != "false"
    totalSteps = plan.steps.total
    tokenWarmupMinimum = plan.kohyaInteger("token_warmup_min") ?? 1
    tokenWarmupSteps = plan.kohyaNumber("token_warmup_step") ?? 0
    cachingBatchSize = max(1, plan.kohyaInteger("vae_batch_size") ?? 1)
    try checkSizes()
  }

  /// Without buckets and without cached latents nothing is resized, so images must fit (train_util.py:1630-1646).
  private func checkSizes() throws(BatchProblem) {
    guard !cachesLatents else { return }
    for image in images where !datasets[image.dataset].buckets.enabled {
      let settings = folder(of: image)
      let (size, wanted) = (image.plan.size, datasets[image.dataset].resolution)
      guard size.width >= wanted.width, size.height >= wanted.height, settings.randomCrop || size == wanted else {
        throw .doesNotFit(path: image.path, size: size, resolution: wanted)
      }
    }
  }

  /// The settings of an image's folder.
  func folder(of image: BatchImage) -> FolderSettings { datasets[image.dataset].folders[image.folder] }

  private static func join(_ folder: String, _ file: String) -> String {
    folder.utf8.last == UInt8(ascii: "/") ? folder + file : folder + "/" + file
  }
}

/// One image, of one folder in one dataset.
package struct BatchImage: Sendable, Hashable {
  /// Its dataset in the plan.
  package var dataset: Int
  /// Its folder in the dataset.
  package var folder: Int
  /// Its file.
  package var path: String
  /// What the plan says of it.
  package var plan: ImagePlan
}

/// Why a plan gives no batches.
package enum BatchProblem: Error, Hashable, Sendable {
  /// The dataset was not on this machine when it was planned.
  case notRead
  /// Settings and contents of a folder do not belong together.
  case contradictory(folder: String)
  /// An image that is neither resized nor cut at random has another size than the dataset's resolution.
  case doesNotFit(path: String, size: PixelSize, resolution: PixelSize)
}

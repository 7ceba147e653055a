internal import LoracDataset
internal import LoracPlan

/// The plan's description of what was read.
struct DatasetContents {
  /// The folders with their images.
  let plan: DatasetPlan
  /// The buckets, dataset by dataset.
  let buckets: [BucketPlan]
  /// What explains the number of steps.
  let facts: StepExplanation.Facts

  /// Describes `snapshot` as `batches` uses it.
  init(
    _ layout: DatasetLayout, _ definitions: [DatasetDefinition], _ snapshot: DatasetSnapshot, _ batches: BatchPlan
  ) {
    var folders: [FolderContents] = []
    for (index, group) in layout.groups.enumerated() {
      let first = folders.count
      let heldOut = Self.heldOut(batches, dataset: index)
      for (place, folder) in group.folders.enumerated() {
        let read = snapshot.folders[first + place]
        let images = PlannedImages(
          read, index: first + place, in: definitions[index], place: place, batches.datasets[index],
          heldOut: heldOut[first + place] ?? [])
        folders.append(
          FolderContents(
            path: folder.settings.path, dataset: index, isRegularization: folder.settings.isRegularization,
            captioned: read.images.indices.count { read.images[$0].caption.source != .none },
            images: ImageList(count: images.count) { images[$0] }))
      }
    }
    plan = DatasetPlan(
      images: folders.reduce(0) { $0 + ($1.isRegularization ? 0 : $1.images.count) },
      entries: batches.datasets.reduce(0) { $0.plus($1.trainEntries) },
      regularizationImages: batches.datasets.reduce(0) { $0.plus($1.regularizationEntries) },
      regularizationEntries: batches.datasets.reduce(0) { $0.plus(Self.regularizationEntries($1)) },
      validationImages: batches.validation.reduce(0) { $0 + $1.placements.count },
      meanAspectRatioError: batches.datasets.map(\.meanAspectError), folders: folders)
    buckets = Self.buckets(batches)
    facts = Self.facts(layout, snapshot, batches, buckets: buckets.count)
  }

  private static func regularizationEntries(_ dataset: BatchPlan.Dataset) -> Int {
    dataset.placements.reduce(0) { $1.isRegularization ? $0.plus($1.repeats) : $0 }
  }

  /// The images of each folder that validate, where that is known.
  private static func heldOut(_ batches: BatchPlan, dataset: Int) -> [Int: Set<Int>] {
    guard batches.isSplitDetermined, batches.validation.indices.contains(dataset) else { return [:] }
    var result: [Int: Set<Int>] = [:]
    for placement in batches.validation[dataset].placements {
      result[placement.folder, default: []].insert(placement.image)
    }
    return result
  }

  private static func buckets(_ batches: BatchPlan) -> [BucketPlan] {
    batches.datasets.enumerated().flatMap { index, dataset in
      dataset.buckets.map { bucket in
        BucketPlan(
          dataset: index, width: bucket.size.width, height: bucket.size.height, images: bucket.images,
          entries: bucket.entries, batches: bucket.batches, lastBatch: bucket.lastBatch)
      }
    }
  }

  private static func facts(
    _ layout: DatasetLayout, _ snapshot: DatasetSnapshot, _ batches: BatchPlan, buckets: Int
  ) -> StepExplanation.Facts {
    let folders = Array(zip(layout.allFolders, snapshot.folders))
    let training = folders.filter { !$0.0.settings.isRegularization }
    return StepExplanation.Facts(
      statedEntries: training.reduce(0) { $0.plus($1.1.images.count.times($1.0.settings.repeats)) },
      trainEntries: batches.datasets.reduce(0) { $0.plus($1.trainEntries) },
      allEntries: batches.datasets.reduce(0) { $0.plus($1.entries) },
      heldOut: batches.validation.reduce(0) { $0 + $1.placements.count },
      guiEntries: GUIEntries.count(training), hasRegularization: training.count < folders.count, buckets: buckets,
      batchSizes: layout.groups.map(\.batchSize))
  }
}

/// Images × repeats as kohya_ss's GUI counts them.
enum GUIEntries {
  /// The count over folders; nil if a folder's name does not state repeats.
  static func count(_ folders: [(PlannedFolder, DatasetFolder)]) -> Int? {
    var total = 0
    for (folder, read) in folders {
      guard case .usable(let repeats, _) = folder.named else { return nil }
      let images = read.images.indices.count { isCounted(read.images[$0].name.text) }
      let unseen = read.survey.unseenImages.count { isCounted($0.text) }
      total = total.plus(repeats.times(images + unseen))
    }
    return total
  }

  /// Whether it counts a file: `.jpg`, `.jpeg`, `.png` and `.webp` in any case (kohya_gui/lora_gui.py:1679-1690).
  private static func isCounted(_ name: String) -> Bool {
    switch ImageExtensions.promisedFormat(of: name) {
    case .jpeg, .png, .webp: true
    default: false
    }
  }
}

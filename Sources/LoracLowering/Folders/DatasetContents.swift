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
      let placed = Self.placements(batches.datasets[index], first: first, snapshot)
      let heldOut = Self.heldOut(batches, dataset: index)
      let selector = definitions[index].rules.selector
      for (place, folder) in group.folders.enumerated() {
        let read = snapshot.folders[first + place]
        folders.append(
          FolderContents(
            path: folder.settings.path, dataset: index, isRegularization: folder.settings.isRegularization,
            captioned: read.images.count { $0.caption.source != .none },
            images: Self.images(
              read, placed[place], sizes: definitions[index].folders[place].sizes,
              buckets: batches.datasets[index].buckets, heldOut: heldOut[first + place] ?? [], selector)))
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

  /// For each folder of a dataset the placement of each image; nil where it has none.
  private static func placements(
    _ dataset: BatchPlan.Dataset, first: Int, _ snapshot: DatasetSnapshot
  ) -> [[BatchPlan.Placement?]] {
    var placed: [[BatchPlan.Placement?]] = []
    for placement in dataset.placements {
      while placed.count <= placement.folder - first {
        placed.append(Array(repeating: nil, count: snapshot.folders[first + placed.count].images.count))
      }
      placed[placement.folder - first][placement.image] = placement
    }
    while first + placed.count < snapshot.folders.count {
      placed.append(Array(repeating: nil, count: snapshot.folders[first + placed.count].images.count))
    }
    return placed
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

  private static func images(
    _ folder: DatasetFolder, _ placed: [BatchPlan.Placement?], sizes: [LoracDataset.PixelSize?],
    buckets: [BatchPlan.Bucket], heldOut: Set<Int>, _ selector: BucketSelector
  ) -> [ImagePlan] {
    var images: [ImagePlan] = []
    images.reserveCapacity(folder.images.count)
    for (index, image) in folder.images.enumerated() {
      guard let size = sizes[index] else { continue }
      let bucket: LoracDataset.PixelSize
      let resized: LoracDataset.PixelSize
      if let placement = placed[index] {
        (bucket, resized) = (buckets[placement.bucket].size, placement.resized)
      } else if let choice = try? selector.choose(size) {
        (bucket, resized) = (choice.bucket, choice.resized)
      } else {
        continue
      }
      var plan = ImagePlan(
        file: image.name.text, size: LoracPlan.PixelSize(size),
        bucket: LoracPlan.PixelSize(bucket), resized: LoracPlan.PixelSize(resized),
        repeats: placed[index]?.repeats ?? 0, caption: folder.trainedCaption(of: image), bytes: image.byteCount,
        digest: image.digest.text)
      plan.isHeldOut = heldOut.contains(index)
      images.append(plan)
    }
    return images
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
  /// The endings that it counts, in any case; `.bmp` is not among them (kohya_gui/lora_gui.py:1679-1690).
  private static let endings = [".jpg", ".jpeg", ".png", ".webp"]

  /// The count over folders; nil if a folder's name does not state repeats.
  static func count(_ folders: [(PlannedFolder, DatasetFolder)]) -> Int? {
    var total = 0
    for (folder, read) in folders {
      guard case .usable(let repeats, _) = folder.named else { return nil }
      let images = read.images.count { isCounted($0.name.text) }
      let unseen = read.survey.unseenImages.count { isCounted($0.text) }
      total = total.plus(repeats.times(images + unseen))
    }
    return total
  }

  private static func isCounted(_ name: String) -> Bool {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
    let ending = name[dot...]
    return endings.contains { $0.utf8.count == ending.utf8.count && $0 == ending.lowercased() }
  }
}

extension LoracPlan.PixelSize {
  /// The same size as the plan writes it.
  init(_ size: LoracDataset.PixelSize) { self.init(width: size.width, height: size.height) }
}

extension ContentDigest {
  /// 16 hexadecimal digits.
  var text: String {
    let digits = Array("0123456789abcdef".utf8)
    let bytes = (0..<16).map { digits[Int(bits >> UInt64(60 - 4 * $0) & 15)] }
    return String(decoding: bytes, as: UTF8.self)
  }
}

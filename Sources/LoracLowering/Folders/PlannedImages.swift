internal import LoracDataset
internal import LoracPlan

/// The images of one folder as the plan shows them, each put together when it is asked for.
///
/// Most commands never ask, and a hundred thousand images take time and memory.
struct PlannedImages: Sendable {
  private let folder: DatasetFolder
  private let dataset: BatchPlan.Dataset
  private let sizes: [LoracDataset.PixelSize?]
  private let selector: BucketSelector
  private let heldOut: Set<Int>
  /// For each image the place of its placement; negative where it has none.
  private let placements: [Int32]
  /// The images that can be trained.
  private let images: [Int32]

  /// The images of `folder`, which is the snapshot's folder `index` and stands at `place` in `definition`.
  init(
    _ folder: DatasetFolder, index: Int, in definition: DatasetDefinition, place: Int, _ dataset: BatchPlan.Dataset,
    heldOut: Set<Int>
  ) {
    self.folder = folder
    self.dataset = dataset
    self.heldOut = heldOut
    let sizes = definition.folders[place].sizes
    let selector = definition.rules.selector
    var placements = [Int32](repeating: -1, count: sizes.count)
    for number in dataset.placements.indices where dataset.placements[number].folder == index {
      placements[dataset.placements[number].image] = Int32(number)
    }
    images = sizes.indices.compactMap { image in
      guard let size = sizes[image], placements[image] >= 0 || (try? selector.choose(size)) != nil else { return nil }
      return Int32(image)
    }
    self.sizes = sizes
    self.selector = selector
    self.placements = placements
  }

  /// How many images can be trained.
  var count: Int { images.count }

  /// The image at a place among those that can be trained.
  subscript(place: Int) -> ImagePlan {
    let number = Int(images[place])
    let image = folder.images[number]
    let placement = placements[number] < 0 ? nil : dataset.placements[Int(placements[number])]
    let size = sizes[number] ?? LoracDataset.PixelSize(width: 0, height: 0)
    var bucket = size
    var resized = size
    if let placement {
      (bucket, resized) = (dataset.buckets[placement.bucket].size, placement.resized)
    } else if let choice = try? selector.choose(size) {
      (bucket, resized) = (choice.bucket, choice.resized)
    }
    var plan = ImagePlan(
      file: image.name.text, size: LoracPlan.PixelSize(size), bucket: LoracPlan.PixelSize(bucket),
      resized: LoracPlan.PixelSize(resized), repeats: placement?.repeats ?? 0,
      caption: folder.trainedCaption(of: image), bytes: image.byteCount, digest: image.digest.text)
    plan.isHeldOut = heldOut.contains(number)
    return plan
  }
}

extension LoracPlan.PixelSize {
  /// The same size as the plan writes it.
  init(_ size: LoracDataset.PixelSize) { self.init(width: size.width, height: size.height) }
}

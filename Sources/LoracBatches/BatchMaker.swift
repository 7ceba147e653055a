internal import LoracPlan
internal import LoracRandom

/// Draws what chance decides for each image of a batch (`__getitem__`, train_util.py:1553-1708).
struct BatchMaker: Sendable {
  private let data: BatchData
  private let processors: [[CaptionProcessor]]

  /// Makes batches of `data`; `totalSteps` are those of which the warm-up of tags may take a part.
  init(_ data: BatchData, totalSteps: Int) {
    self.data = data
    let warmup = TokenWarmup(minimum: data.tokenWarmupMinimum, steps: data.tokenWarmupSteps, total: totalSteps)
    processors = data.datasets.map { $0.folders.map { CaptionProcessor($0.captions, warmup: warmup) } }
  }

  /// The batch `index` of one dataset, as that dataset is ordered now.
  func batch(
    _ index: Int, of order: DatasetOrder, dataset: Int, epoch: Int, step: Int, random: inout PythonRandom
  ) -> TrainingBatch {
    let (size, images) = order.batch(index)
    let items = images.map { item($0, bucket: size, epoch: epoch, step: step, random: &random) }
    return TrainingBatch(epoch: 0, index: 0, isLast: false, dataset: dataset, bucket: size, items: items)
  }

  private func item(
    _ index: Int, bucket: PixelSize, epoch: Int, step: Int, random: inout PythonRandom
  ) -> BatchItem {
    let image = data.images[index]
    let folder = data.folder(of: image)
    let isFlipped = folder.flip && random.unit() < 0.5
    var cut = ImageCut(middleOf: image.plan.resized, bucket: bucket)
    var color: ColorChange?
    if !data.cachesLatents {
      cut = self.cut(image, folder, bucket: bucket, random: &random)
      color = folder.colorAugmentation ? Self.color(&random) : nil
    }
    let caption = processors[image.dataset][image.folder].caption(
      image.plan.caption, epoch: epoch, step: step, random: &random)
    return BatchItem(
      image: index, caption: caption, isFlipped: isFlipped, cut: cut, color: color,
      lossWeight: folder.isRegularization ? data.priorLossWeight : 1)
  }

  /// The part of an image that is not cached: with buckets first across, then down; without, the other way round.
  private func cut(
    _ image: BatchImage, _ folder: FolderSettings, bucket: PixelSize, random: inout PythonRandom
  ) -> ImageCut {
    let isResized = data.datasets[image.dataset].buckets.enabled
    var cut = ImageCut(middleOf: isResized ? image.plan.resized : image.plan.size, bucket: bucket)
    guard folder.randomCrop else { return cut }
    let (wide, high) = (cut.resized.width - bucket.width, cut.resized.height - bucket.height)
    if !isResized, high > 0 { cut.top = random.integer(in: 0...high) }
    if wide > 0 { cut.left = random.integer(in: 0...wide) }
    if isResized, high > 0 { cut.top = random.integer(in: 0...high) }
    return cut
  }

  private static func color(_ random: inout PythonRandom) -> ColorChange? {
    guard random.unit() <= 0.33 else { return nil }
    return random.unit() > 0.5 ? .hue(random.uniform(-8, 8)) : .gamma(random.uniform(0.95, 1.05))
  }
}

package import LoracPlan

/// The order in which the latents of one dataset are computed before training (train_util.py:1115-1226).
package struct LatentCaching: Sendable {
  /// Images of one size that are encoded together.
  ///
  /// The sample of their latents is one `torch.randn` of batch × 4 × height / 8 × width / 8; with `flips` a second one
  /// follows, for the mirrored images.
  package struct Batch: Sendable, Hashable {
    /// Places in ``BatchData/images``.
    package var images: [Int]
    /// The size that is encoded.
    package var bucket: PixelSize
    /// Whether mirrored latents are computed too.
    package var flips: Bool
  }

  /// The images by area; those of the same area in the order of registration.
  package let images: [Int]
  /// Whether the dataset holds images that validate.
  package let validates: Bool

  private let data: BatchData

  init(_ members: [DatasetMembers.Member], _ data: BatchData, validates: Bool) {
    self.data = data
    self.validates = validates
    let areas = members.map { member in
      let bucket = data.images[member.image].plan.bucket
      return bucket.width * bucket.height
    }
    images = members.indices.sorted { (areas[$0], $0) < (areas[$1], $1) }.map { members[$0].image }
  }

  /// The batches of images that are not cached yet; `isCached` is asked with places in ``BatchData/images``.
  ///
  /// With latents on disk, ask dataset by dataset and encode in between: the same file may come again in the next.
  package func batches(isCached: (Int) -> Bool = { _ in false }) -> [Batch] {
    var batches: [Batch] = []
    var current: Batch?
    for index in images where !isCached(index) {
      let image = data.images[index]
      let flips = data.folder(of: image).flip
      if let batch = current, batch.bucket != image.plan.bucket || batch.flips != flips {
        batches.append(batch)
        current = nil
      }
      current = Batch(images: (current?.images ?? []) + [index], bucket: image.plan.bucket, flips: flips)
      if let batch = current, batch.images.count >= data.cachingBatchSize {
        batches.append(batch)
        current = nil
      }
    }
    return batches + (current.map { [$0] } ?? [])
  }
}

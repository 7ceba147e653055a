import LoracBatches
import LoracFiles
import LoracHash
import LoracLatentCache
import LoracPlan
import LoracRandom

/// The latents of all images, computed once before training, channels last and before scaling.
struct LatentStore: Sendable {
  private struct Entry: Sendable {
    var latents: [Float]
    var flipped: [Float]?
  }

  /// Which datasets an image is looked up in: sd-scripts keeps training and validation apart, so that an image that is in
  /// both, as a split without a seed of its own may have it, is encoded twice with other random numbers.
  enum Use: Sendable, Hashable {
    case training
    case validation
  }

  private struct Place: Hashable {
    var image: Int
    var use: Use
  }

  private let loader: PictureLoader
  private var entries: [Place: Entry] = [:]

  private init(_ loader: PictureLoader) { self.loader = loader }

  /// The latents of an image.
  func latents(of image: Int, _ use: Use, flipped: Bool) -> [Float] {
    guard let entry = entries[Place(image: image, use: use)] else { preconditionFailure("latents of every image") }
    return flipped ? entry.flipped ?? entry.latents : entry.latents
  }

  /// Computes latents as kohya does before training, or reads those on disk.
  static func fill(
    _ batches: RunBatches, plan: TrainingPlan, encoder: LatentEncoder, encoderHash: String, loader: PictureLoader,
    _ random: inout RunRandom, progress: (_ done: Int, _ total: Int) throws(TrainerError) -> Void
  ) throws(TrainerError) -> LatentStore {
    var store = LatentStore(loader)
    let total = batches.latentCaching.reduce(0) { $0 + $1.images.count }
    var done = 0
    try progress(done, total)
    // What the caches of images come from; of none if they are not kept on disk.
    var origins: [Int: LatentOrigin] = [:]
    for dataset in batches.latentCaching {
      let use: Use = dataset.validates ? .validation : .training
      if plan.data.cacheLatents == "disk" {
        for index in dataset.images {
          let image = batches.data.images[index]
          let origin = origins[index] ?? LatentOrigin(image: store.hash(of: image), encoder: encoderHash)
          origins[index] = origin
          store.read(index, use, image, origin, plan: plan)
        }
      }
      let cached = Set(dataset.images.filter { store.entries[Place(image: $0, use: use)] != nil })
      done += cached.count
      for batch in dataset.batches(isCached: cached.contains) {
        try store.encode(batch, use, batches.data, encoder, &random)
        for index in batch.images {
          if let origin = origins[index] { try store.write(index, use, batches.data.images[index], origin) }
        }
        done += batch.images.count
        try progress(done, total)
      }
    }
    return store
  }

  private mutating func encode(
    _ batch: LatentCaching.Batch, _ use: Use, _ data: BatchData, _ encoder: LatentEncoder, _ random: inout RunRandom
  ) throws(TrainerError) {
    for flipped in batch.flips ? [false, true] : [false] {
      var pictures: [[Float]] = []
      for index in batch.images {
        let image = data.images[index]
        let cut = ImageCut(middleOf: image.plan.resized, bucket: batch.bucket)
        pictures.append(try loader.load(image, bucket: batch.bucket, cut: cut, flipped: flipped))
      }
      let latents = try encoder.encode(
        pictures, height: batch.bucket.height, width: batch.bucket.width, &random)
      let count = latents.count / pictures.count
      for (place, index) in batch.images.enumerated() {
        let part = Array(latents[place * count..<(place + 1) * count])
        if flipped {
          entries[Place(image: index, use: use)]?.flipped = part
        } else {
          entries[Place(image: index, use: use)] = Entry(latents: part)
        }
      }
    }
  }

  private static func path(_ image: BatchImage) -> String {
    LatentCache.path(
      ofImage: image.path, width: image.plan.size.width, height: image.plan.size.height, family: .stableDiffusion)
  }

  private mutating func read(
    _ index: Int, _ use: Use, _ image: BatchImage, _ origin: LatentOrigin, plan: TrainingPlan
  ) {
    let folder = plan.data.datasets[image.dataset].folders[image.folder]
    let request = LatentCacheRequest(
      bucketWidth: image.plan.bucket.width, bucketHeight: image.plan.bucket.height, imageWidth: image.plan.size.width,
      imageHeight: image.plan.size.height, needsFlipped: folder.flip, origin: origin)
    guard case .usable(let cache) = LatentCache.state(at: Self.path(image), image: image.path, request: request) else {
      return
    }
    entries[Place(image: index, use: use)] = Entry(latents: cache.latents, flipped: cache.flipped)
  }

  private func write(
    _ index: Int, _ use: Use, _ image: BatchImage, _ origin: LatentOrigin
  ) throws(TrainerError) {
    guard let entry = entries[Place(image: index, use: use)] else { return }
    let cache = CachedLatents(
      width: image.plan.bucket.width / 8, height: image.plan.bucket.height / 8, latents: entry.latents,
      flipped: entry.flipped, originalWidth: image.plan.size.width,
      originalHeight: image.plan.size.height,
      crop: CropBounds(
        bucketWidth: image.plan.bucket.width, bucketHeight: image.plan.bucket.height,
        imageWidth: image.plan.size.width, imageHeight: image.plan.size.height),
      alphaMask: nil, origin: origin)
    do { try LatentCache.write(cache, to: Self.path(image)) } catch {
      throw .latentCache(path: Self.path(image), error)
    }
  }

  /// The hash of the file, and of how it is resized where that is not kohya's own choice.
  private func hash(of image: BatchImage) -> String {
    var hash = SHA256()
    if let bytes = try? FileSystem.read(image.path) { hash.update(bytes) }
    if let interpolation = loader.interpolation { hash.update(Array("resized by \(interpolation)".utf8)) }
    return hash.finalized()
  }
}

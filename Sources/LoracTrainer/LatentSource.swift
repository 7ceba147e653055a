import LoracArchitectures
import LoracBatches
import LoracPlan
import LoracRandom

/// Where a batch's latents come from: the store, or the autoencoder at every step.
struct LatentSource {
  let data: BatchData
  let store: LatentStore?
  let encoder: LatentEncoder
  let loader: PictureLoader

  /// The latents of a batch, scaled as the U-Net wants them, [pictures, height / 8, width / 8, 4].
  func latents(
    of batch: TrainingBatch, _ use: LatentStore.Use, _ random: inout RunRandom
  ) throws(TrainerError) -> [Float] {
    let latents: [Float]
    if let store {
      latents = batch.items.flatMap { store.latents(of: $0.image, use, flipped: $0.isFlipped) }
    } else {
      var pictures: [[Float]] = []
      for item in batch.items {
        pictures.append(
          try loader.load(
            data.images[item.image], bucket: batch.bucket, cut: item.cut, flipped: item.isFlipped))
      }
      // kohya replaces what is not a number by 0 (train_network.py:398-400).
      latents = try encoder.encode(pictures, height: batch.bucket.height, width: batch.bucket.width, &random)
        .map { $0.isNaN ? 0 : $0 }
    }
    return latents.map { $0 * AutoencoderConfiguration.scalingFactor }
  }
}

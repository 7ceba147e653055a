package import LoracArchitectures
package import LoracGraph
package import LoracNetworks
package import LoracTensor
import LoracWeights

/// Prompts to pictures with one model's networks, in memory that others may use in between.
///
/// Pictures of one size, text length, sampler and number of steps are computed together, as many as one picture of 512
/// pixels needs memory for; a picture does not depend on its company but for rounding.
package final class PictureEngine {
  let text: TextConditioner
  let predictor: NoisePredictor
  private let decoder: PictureDecoder
  private let weights: any NetworkWeights
  let latentChannels: Int
  let predictsVelocity: Bool

  /// An engine over `weights`, with `adapters` whose numbers are handed over with each request.
  package init(
    _ configuration: StableDiffusionConfiguration, _ weights: any NetworkWeights, adapters: AdapterLayout?,
    in room: ExecutorRoom, predictsVelocity: Bool = false
  ) {
    self.predictsVelocity = predictsVelocity
    self.weights = weights
    latentChannels = configuration.autoencoder.latentChannels
    text = TextConditioner(configuration.textEncoder, weights, adapters: adapters, in: room)
    predictor = NoisePredictor(configuration.unet, weights, adapters: adapters, in: room)
    decoder = PictureDecoder(configuration.autoencoder, weights, in: room)
  }

  /// The adapters' numbers are others from now on.
  package func adaptersChanged() { text.forgetStates() }

  /// The adapters lie elsewhere from now on.
  package func use(_ adapters: AdapterLayout?) {
    text.use(adapters)
    predictor.use(adapters)
  }

  /// Forgets all graphs, which are built anew when they are needed.
  package func release() {
    predictor.release()
    decoder.release()
  }

  /// The pictures, in the order of `requests`.
  package func generate(
    _ requests: [PictureRequest], parameters: FloatRegion, progress: (SamplingProgress) -> Void = { _ in },
    shouldStop: () -> Bool = { false }
  ) throws(SamplingError) -> [MadePicture] {
    var pictures: [Int: MadePicture] = [:]
    let batches = try batches(requests, parameters)
    // Networks take turns, so that the weights of one at a time are in memory; the system still has their files.
    weights.release(.textEncoder)
    for batch in batches {
      if shouldStop() { throw .stopped }
      let latents = try sample(batch, parameters, shouldStop) { step, count in
        progress(
          SamplingProgress(
            pictures: pictures.count, pictureCount: requests.count, step: step, stepCount: count))
      }
      if shouldStop() { throw .stopped }
      guard latents.contains(where: \.isFinite) else {
        for item in batch.items { pictures[item.index] = .black(batch.form.width * 8, batch.form.height * 8) }
        continue
      }
      weights.release(.unet)
      defer { weights.release(.autoencoder) }
      do {
        let made = try decoder.decode(
          latents, pictures: batch.items.count, height: batch.form.height, width: batch.form.width)
        for (item, picture) in zip(batch.items, made) { pictures[item.index] = picture }
      } catch { throw .memory(byteCount: error.byteCount) }
    }
    return requests.indices.compactMap { pictures[$0] }
  }
}

import LoracDiffusion
import LoracPrompts
import LoracRandom
import LoracSamplers
import LoracTensor

extension PictureEngine {
  /// What pictures must have in common to be computed together.
  struct BatchForm: Hashable {
    let height: Int
    let width: Int
    let tokens: Int
    let isGuided: Bool
    let sampler: Sampler
    let steps: Int

    /// Latents of one picture.
    var latents: Int { height * width }
  }

  /// A picture with its texts.
  struct Item {
    /// Its place among those asked for.
    let index: Int
    let seed: Int
    let guidance: NoisePredictor.Guidance
  }

  /// Pictures that are computed together.
  struct Batch {
    let form: BatchForm
    var items: [Item]
  }

  /// All numbers of a batch are lost.
  private struct NothingLeft: Error {}

  /// Latents that are computed at once unless a single picture has more: those of 512 × 512 pixels.
  private static let latentsAtOnce = 64 * 64

  /// The requests in batches, each as early as its first picture.
  func batches(_ requests: [PictureRequest], _ parameters: FloatRegion) throws(SamplingError) -> [Batch] {
    var batches: [Batch] = []
    var open: [BatchForm: Int] = [:]
    for (index, request) in requests.enumerated() {
      let guidance = try guidance(of: request, parameters)
      let form = BatchForm(
        height: request.height / 8, width: request.width / 8, tokens: guidance.positive.count,
        isGuided: guidance.negative != nil, sampler: request.sampler, steps: request.steps)
      let item = Item(index: index, seed: request.seed, guidance: guidance)
      if let place = open[form], (batches[place].items.count + 1) * form.latents <= Self.latentsAtOnce {
        batches[place].items.append(item)
      } else {
        open[form] = batches.count
        batches.append(Batch(form: form, items: [item]))
      }
    }
    return batches
  }

  /// The states of both texts, which have as many rows.
  private func guidance(
    of request: PictureRequest, _ parameters: FloatRegion
  ) throws(SamplingError) -> NoisePredictor.Guidance {
    func states(_ rows: PromptRows.Rows) throws(SamplingError) -> [Float] {
      do {
        return try text.states(
          of: rows, isMeanPerRow: request.text.isMeanPerRow, clipSkip: request.clipSkip, parameters: parameters)
      } catch { throw .memory(byteCount: error.byteCount) }
    }
    let positive = try states(request.text.prompt)
    guard let rows = request.text.negative else {
      return NoisePredictor.Guidance(positive: positive, negative: nil, scale: 1)
    }
    return NoisePredictor.Guidance(
      positive: positive, negative: try states(rows), scale: Float(request.guidance))
  }

  /// The latents of a batch, channels last.
  func sample(
    _ batch: Batch, _ parameters: FloatRegion, _ shouldStop: () -> Bool, step: (_ done: Int, _ count: Int) -> Void
  ) throws(SamplingError) -> [Float] {
    let form = batch.form
    let shape = LatentShape(
      batch: batch.items.count, height: form.height, width: form.width, channels: latentChannels)
    let guidance = batch.items.map(\.guidance)
    var generators = batch.items.map { TorchGenerator(seed: $0.seed) }
    var noise: [Float] = []
    for index in generators.indices { noise += generators[index].normal(count: shape.count / generators.count) }
    step(0, form.steps)
    do {
      let latents = try form.sampler.sample(
        noise, steps: form.steps, predictsVelocity: predictsVelocity, randoms: &generators,
        noiseSources: batch.items.map { .brownian(seed: $0.seed) },
        eachStep: { progress in
          step(progress.number, progress.count)
          if shouldStop() { throw SamplingError.stopped }
        },
        denoise: { latents, timestep in
          let prediction = try predictor.predict(
            shape.channelsLast(latents), height: form.height, width: form.width, time: timestep, guidance,
            parameters: parameters)
          // Without a number now, there will be none at the end.
          guard prediction.contains(where: \.isFinite) else { throw NothingLeft() }
          return shape.channelsFirst(prediction)
        })
      return shape.channelsLast(latents)
    } catch is NothingLeft {
      return Array(repeating: .nan, count: shape.count)
    } catch let error as SamplingError {
      throw error
    } catch let error as OutOfMemory {
      throw .memory(byteCount: error.byteCount)
    } catch {
      preconditionFailure("no other error comes from the closures: \(error)")
    }
  }
}

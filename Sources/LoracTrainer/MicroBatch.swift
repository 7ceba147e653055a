import LoracArchitectures
import LoracBatches
import LoracDiffusion
import LoracGraph
import LoracNetworks
import LoracPlan
import LoracRandom
import LoracTensor
import LoracTokenizer

/// Computes losses and gradients of one batch (sd-scripts train_network.py, `process_batch`).
struct MicroBatch {
  let plan: TrainingPlan
  let configuration: StableDiffusionConfiguration
  let networks: NetworkCache
  let embedding: TokenEmbedding
  let noise: NoiseSampler
  let loss: DiffusionLoss
  let masks: DropoutMasks?
  let latents: LatentSource

  /// What one batch gave.
  struct Result {
    /// kohya's `loss/current`.
    let loss: Double
    /// The modules whose adapters have a gradient.
    let modulesWithGradient: Set<String>
  }

  /// The loss of a batch that trains; adds `scale` times its gradients.
  func train(
    _ batch: TrainingBatch, parameters: FloatRegion, gradients: FloatRegion, scale: Float, _ random: inout RunRandom
  ) throws(TrainerError) -> Result {
    let scaled = try latents.latents(of: batch, .training, &random)
    let (network, executor) = try prepare(batch, trains: true)
    var skipped = fillMasks(network, executor, isText: true, &random)
    let drawn = noise.draw(scaled, shape: shape(of: batch), &random)
    skipped.formUnion(fillMasks(network, executor, isText: false, &random))
    let value = evaluate(batch, drawn, network, executor, parameters, scale: scale)
    executor.outputGradient(of: network.program).region.copy(value.gradient)
    executor.backward(network.program, parameters: parameters, gradients: gradients)
    return Result(loss: Double(value.mean), modulesWithGradient: network.adaptedModules.subtracting(skipped))
  }

  /// The loss of a held-out batch at one timestep.
  func validate(
    _ batch: TrainingBatch, timestep: Int, parameters: FloatRegion, _ random: inout RunRandom
  ) throws(TrainerError) -> Double {
    let scaled = try latents.latents(of: batch, .validation, &random)
    let (network, executor) = try prepare(batch, trains: false)
    var settings = noise.settings
    settings.firstTimestep = timestep
    settings.endTimestep = timestep
    let sampler = NoiseSampler(settings, schedule: noise.schedule)
    let drawn = sampler.draw(scaled, shape: shape(of: batch), &random)
    return Double(evaluate(batch, drawn, network, executor, parameters, scale: 1).mean)
  }

  private func shape(of batch: TrainingBatch) -> LatentShape {
    LatentShape(batch: batch.items.count, height: batch.bucket.height / 8, width: batch.bucket.width / 8)
  }

  private func prepare(
    _ batch: TrainingBatch, trains: Bool
  ) throws(TrainerError) -> (TrainingNetwork, Executor) {
    var chunks: [TokenChunks] = []
    let limit = plan.model.maxTokenLength
    for item in batch.items {
      do {
        let isWeighted = plan.data.datasets[batch.dataset].folders.contains { $0.captions.weighted }
        chunks.append(
          isWeighted
            ? try CLIPTokenizer.shared.weightedChunks(of: item.caption, limit: limit)
            : CLIPTokenizer.shared.chunks(of: item.caption, limit: limit))
      } catch {
        throw .caption(image: latents.data.images[item.image].path, number: error.number)
      }
    }
    let form = TrainingNetwork.Form(
      pictures: batch.items.count, height: batch.bucket.height / 8, width: batch.bucket.width / 8,
      chunks: chunks.first?.rowCount ?? 1, weighsTokens: chunks.contains { $0.weights != nil })
    let network = networks.network(form, trains: trains)
    let executor = try networks.executor(for: network)
    embedding.embed(
      chunks.flatMap { $0.tokens.map(Int.init) }, into: executor.input(network.embeddings, of: network.program).region)
    if let weights = network.tokenWeights {
      executor.input(weights, of: network.program).region.copy(chunks.flatMap(\.joinedWeights))
    }
    return (network, executor)
  }

  private func fillMasks(
    _ network: TrainingNetwork, _ executor: Executor, isText: Bool, _ random: inout RunRandom
  ) -> Set<String> {
    guard let masks else { return [] }
    let modules = network.masks.filter { $0.module.hasPrefix("lora_te") == isText }
    return masks.fill(modules, &random) { executor.input($0, of: network.program) }
  }

  private func evaluate(
    _ batch: TrainingBatch, _ drawn: NoisedLatents, _ network: TrainingNetwork, _ executor: Executor,
    _ parameters: FloatRegion, scale: Float
  ) -> LossValue {
    executor.input(network.latents, of: network.program).region.copy(drawn.noisyLatents)
    executor.input(network.time, of: network.program).region.copy(
      timeSinusoids(drawn.timesteps, width: configuration.unet.architecture.baseChannels))
    executor.forward(network.program, parameters: parameters)
    return loss.evaluate(
      executor.output(of: network.program).region.values, drawn, sampleWeights: batch.items.map(\.lossWeight),
      gradientScale: scale)
  }
}

extension TokenChunks {
  /// The factors of the joined states: the first row's start, the tokens of each row, the last row's end.
  fileprivate var joinedWeights: [Float] {
    guard let weights else { return Array(repeating: 1, count: rowCount * (rowLength - 2) + 2) }
    guard rowCount > 1 else { return weights }
    let tokens = (0..<rowCount).flatMap { weights[$0 * rowLength + 1..<($0 + 1) * rowLength - 1] }
    return [1] + tokens + [1]
  }
}

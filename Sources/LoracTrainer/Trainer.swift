import LoracArchitectures
import LoracBatches
import LoracDiffusion
import LoracFiles
import LoracGraph
import LoracHash
import LoracNetworks
import LoracOptimizers
package import LoracPlan
import LoracRandom
import LoracTensor
import LoracWeights

/// Trains the LoRA of a plan, as sd-scripts would on a CPU.
///
/// All random numbers are drawn in kohya's order (train_network.py), so that a run with the same seed has the same batches,
/// captions, latents, noise, timesteps and initial adapters.
package struct Trainer {
  /// How a run ended.
  package enum Outcome: Sendable, Hashable {
    /// All steps are done and the final file is written.
    case finished
    /// The caller asked to stop; the state was written to this file.
    case stopped(state: String)
  }

  let plan: TrainingPlan
  let options: TrainerOptions
  let workers: Workers

  /// A trainer for `plan`, which the native back end supports.
  package init(plan: TrainingPlan, options: TrainerOptions) {
    self.plan = plan
    self.options = options
    workers = Workers(count: options.threads)
  }

  /// Trains until all steps are done or `shouldStop` says so, which is asked after every step.
  package func run(
    observe: (TrainingEvent) -> Void, shouldStop: () -> Bool
  ) throws(TrainerError) -> Outcome {
    let resumed = options.resumes ? try TrainingState.newest(in: options.runDirectory) : nil
    if let resumed, resumed.state.progress.plan != plan.fingerprint.identity {
      throw .state(path: resumed.path, "it belongs to another plan")
    }
    var run = try prepare(resumed, observe)
    return try run.train(observe: observe, shouldStop: shouldStop)
  }

  private func prepare(
    _ resumed: (state: TrainingState, path: String)?, _ observe: (TrainingEvent) -> Void
  ) throws(TrainerError) -> TrainingRun {
    let seed = resumed?.state.progress.seed ?? plan.train.seed ?? options.drawnSeed
    var random = RunRandom(seed: seed)
    let choice = try plan.optimizerChoice()
    let data: BatchData
    do { data = try BatchData(plan) } catch { throw .batches(error) }
    var batches = RunBatches(data, random: &random)

    observe(.preparing(.model, done: 0, total: 1))
    let model = try openModel()
    let weights = MappedWeights(model)
    observe(.preparing(.random, done: 0, total: 1))
    random.torch.skip(
      ModelDraws.count(model.configuration, layout: plan.model.file?.layout ?? "single-file", vae: plan.model.vae))

    let room = ExecutorRoom(workers)
    let encoder = LatentEncoder(model.configuration.autoencoder, weights, in: room)
    let loader = PictureLoader(interpolation: try plan.resizeInterpolation())
    let store = try cacheLatents(batches, encoder, loader, model, &random, observe)
    var adapters = AdapterState(
      model.configuration.architecture, plan.network, savePrecision: plan.save.precision, &random)
    if let path = plan.network.weights { try adapters.continueFrom(path) }

    observe(.preparing(.graphs, done: 0, total: 1))
    let masks = DropoutMasks(plan.network, adapters.layout)
    let networks = NetworkCache(
      model.configuration, plan, weights, adapters.layout, hasMasks: masks != nil, in: room)
    let schedule = NoiseSchedule(zeroTerminalSNR: plan.loss.zeroTerminalSNR)
    let microBatch = MicroBatch(
      plan: plan, configuration: model.configuration, networks: networks,
      embedding: TokenEmbedding(model.configuration.textEncoder, weights),
      noise: NoiseSampler(plan.noiseSettings, schedule: schedule),
      loss: DiffusionLoss(try plan.lossSettings(), schedule: schedule), masks: masks,
      latents: LatentSource(data: data, store: store, encoder: encoder, loader: loader))
    let groups = ParameterGroups(adapters.layout, plan)
    if let problem = choice.problem(withGroupRates: groups.layout.groups.map(\.learningRate)) {
      throw .groupRates(problem)
    }
    var optimizer = choice.makeOptimizer(groups.layout)
    var gradients = [Float](repeating: 0, count: adapters.parameters.count)
    var progress = TrainingState.Progress(
      plan: plan.fingerprint.identity, step: 0, epoch: 0, isEpochDone: true, batches: batches.training.saved,
      losses: LossRecorder(), validationByEpoch: LossRecorder(), validationByStep: LossRecorder(),
      sessionID: options.sessionID, startedAt: options.now(), previews: 0, seed: seed)
    if let resumed {
      let (state, path) = resumed
      guard state.parameters.count == gradients.count, state.gradients.count == gradients.count else {
        throw .state(path: path, "it is of other adapters")
      }
      try restore(state, from: path, &optimizer, &batches, &random)
      adapters.parameters = state.parameters
      gradients = state.gradients
      progress = state.progress
    }
    let previews = Previews(
      plan, model, adapters: adapters.layout, runDirectory: options.runDirectory, in: room)
    return TrainingRun(
      plan: plan, options: options, model: model, schedule: try plan.learningRateSchedule(choice),
      microBatch: microBatch, groups: groups, previews: previews, batches: batches, adapters: adapters,
      gradients: gradients,
      optimizer: optimizer, random: random, progress: progress, lastState: resumed?.path)
  }

  private func openModel() throws(TrainerError) -> BaseModelWeights {
    do { return try BaseModelWeights.open(plan.model.base, vae: plan.model.vae) } catch { throw .model(error) }
  }

  private func cacheLatents(
    _ batches: RunBatches, _ encoder: LatentEncoder, _ loader: PictureLoader, _ model: BaseModelWeights,
    _ random: inout RunRandom, _ observe: (TrainingEvent) -> Void
  ) throws(TrainerError) -> LatentStore? {
    guard plan.data.cacheLatents != "false" else { return nil }
    var hash = SHA256()
    hash.update(Array("\(plan.fingerprint.model ?? plan.model.base)\n\(plan.model.vae ?? "")".utf8))
    let store = try LatentStore.fill(
      batches, plan: plan, encoder: encoder, encoderHash: hash.finalized(), loader: loader, &random
    ) { done, total in
      observe(.preparing(.latents, done: done, total: total))
    }
    encoder.release()
    model.release(.autoencoder)
    return store
  }

  private func restore(
    _ saved: TrainingState, from path: String, _ optimizer: inout any Optimizer, _ batches: inout RunBatches,
    _ random: inout RunRandom
  ) throws(TrainerError) {
    do { try optimizer.restore(saved.optimizer) } catch { throw .state(path: path, "\(error)") }
    guard let generators = RunRandom(bytes: saved.random) else {
      throw .state(path: path, "its random numbers are damaged")
    }
    batches.training.restore(saved.progress.batches)
    random = generators
  }
}

extension Fingerprint {
  /// One text for all three hashes.
  var identity: String { "\(recipe) \(dataset ?? "-") \(model ?? "-")" }
}

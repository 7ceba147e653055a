package import LoracDiffusion
package import LoracRandom

/// A way from noise to a picture's latents: an algorithm, the noise levels it visits, and what it is called.
///
/// Where two programs mean different things by one name there are two samplers: names in kohya's writing (`euler_a`)
/// are today's diffusers as sd-scripts sets it up for previews, names in A1111's writing (`Euler a`) are k-diffusion.
package struct Sampler: Sendable, Hashable {
  /// Whose numbers a sampler gives.
  package enum Kind: Sendable, Hashable {
    /// diffusers' schedulers with sd-scripts' settings (train_util.py, `get_my_scheduler`).
    case diffusers
    /// k-diffusion with the noise levels of A1111; its DDIM and PLMS with Stable Diffusion's own settings.
    case kDiffusion
  }

  /// The name by which it is known.
  package let name: String
  package let kind: Kind
  let algorithm: Algorithm
  let spacing: Spacing

  /// Evaluations of the network in a run, for one picture without guidance.
  package func evaluations(steps: Int) -> Int { algorithm.evaluations(steps: steps) }

  /// The fewest steps that the algorithm can do.
  package var fewestSteps: Int { algorithm.fewestSteps }

  /// From noise of variance 1 to latents, with one call of `denoise` for each evaluation.
  ///
  /// Latents are numbers in any order; to get kohya's picture from a seed they have channels first, since this is the
  /// order in which noise is drawn. `noise` is as many normal numbers as there are latents, drawn from `random` just
  /// before; `steps` are ``fewestSteps`` to 1000; `schedule` is without zero terminal SNR. `noiseSource` is for the SDE
  /// samplers, the others draw theirs from `random`. `eachStep` is called after each step. `denoise` is the network: it
  /// gets latents scaled for it and a timestep, which may lie between two whole ones, and gives noise, or velocity where
  /// it predicts that; guidance is its business. What these two throw ends the run.
  package func sample(
    _ noise: [Float], steps: Int, schedule: NoiseSchedule = NoiseSchedule(), predictsVelocity: Bool = false,
    random: inout TorchGenerator, noiseSource: NoiseSource = .brownian(seed: nil),
    eachStep: (SamplingStep) throws -> Void = { _ in },
    denoise: (_ latents: [Float], _ timestep: Float) throws -> [Float]
  ) throws -> [Float] {
    var randoms = [random]
    defer { random = randoms[0] }
    return try sample(
      noise, steps: steps, schedule: schedule, predictsVelocity: predictsVelocity, randoms: &randoms,
      noiseSources: [noiseSource], eachStep: eachStep, denoise: denoise)
  }

  /// The same for several pictures at once: their noise one after another, and for each its generator and noise source.
  ///
  /// `denoise` gets all of them. Each picture becomes what it would be alone. Noise sources are of one kind.
  package func sample(
    _ noise: [Float], steps: Int, schedule: NoiseSchedule = NoiseSchedule(), predictsVelocity: Bool = false,
    randoms: inout [TorchGenerator], noiseSources: [NoiseSource],
    eachStep: (SamplingStep) throws -> Void = { _ in },
    denoise: (_ latents: [Float], _ timestep: Float) throws -> [Float]
  ) throws -> [Float] {
    precondition(steps >= fewestSteps && steps <= NoiseSchedule.stepCount, "number of sampling steps")
    precondition(!randoms.isEmpty && noise.count % randoms.count == 0, "pictures of one size")
    precondition(noiseSources.count == randoms.count, "a source for each picture")
    return try withoutActuallyEscaping(denoise) { denoise in
      try withoutActuallyEscaping(eachStep) { eachStep in
        let table = SigmaTable(schedule)
        let run = SamplingRun(
          schedule: levels(steps, table), table: table, predictsVelocity: predictsVelocity, randoms: randoms,
          denoise: denoise, eachStep: eachStep)
        defer { randoms = run.randoms }
        let seeds = noiseSources.flatMap(\.seeds)
        precondition(seeds.isEmpty || seeds.count == randoms.count, "sources of one kind")
        if algorithm.movesAsBrownian, !seeds.isEmpty { run.startBrownianMotion(seeds: seeds, count: noise.count) }
        let latents = try algorithm.run(run, scaled(run.schedule.start, noise))
        // Where a little noise is left, the result is what the network would be shown.
        return scaled(1 / SamplingSchedule.length(run.schedule.sigmas[run.steps]), latents)
      }
    }
  }

  private func levels(_ steps: Int, _ table: SigmaTable) -> SamplingSchedule {
    guard algorithm.dropsNextToLast(kind) else { return SamplingSchedule(spacing, steps: steps, table: table) }
    var schedule = SamplingSchedule(spacing, steps: steps + 1, table: table)
    schedule.dropNextToLast()
    return schedule
  }
}

/// Where the noise of the SDE samplers comes from.
package enum NoiseSource: Sendable, Hashable {
  /// One draw after another.
  case independent
  /// A Brownian motion with a seed of its own, which A1111 makes the picture's; nil draws it from the run's generator.
  case brownian(seed: Int?)

  /// The motion's seed, if there is a motion.
  fileprivate var seeds: [Int?] {
    switch self {
    case .independent: []
    case .brownian(let seed): [seed]
    }
  }
}

/// Where a run stands.
package struct SamplingStep: Sendable {
  /// The step that was just done, from 1.
  package let number: Int
  /// Steps of the run.
  package let count: Int
  /// The picture as far as it can be foreseen: latents without noise.
  package let prediction: [Float]
}

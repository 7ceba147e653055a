internal import CLoracKernels
package import LoracRandom

/// Draws noise and timesteps in kohya's order and mixes them with latents.
///
/// sd-scripts, train_util.py `get_noise_noisy_latents_and_timesteps`: noise, strength of the offset, offset,
/// resolutions, timesteps, strength of the perturbation, perturbation.
package struct NoiseSampler: Sendable {
  package let settings: NoiseSettings
  package let schedule: NoiseSchedule

  /// A sampler that draws as `settings` say.
  package init(_ settings: NoiseSettings, schedule: NoiseSchedule) {
    let lowest = min(settings.firstTimestep, settings.endTimestep)
    let last = settings.firstTimestep < settings.endTimestep ? settings.endTimestep - 1 : settings.endTimestep
    precondition(lowest >= 0 && last < NoiseSchedule.stepCount, "timesteps outside the schedule")
    self.settings = settings
    self.schedule = schedule
  }

  /// Noise for one batch of latents, channels last, already multiplied by the autoencoder's scale.
  package func draw(_ latents: [Float], shape: LatentShape, _ random: inout RunRandom) -> NoisedLatents {
    precondition(latents.count == shape.count, "latents of another shape")
    var noise = random.torch.normal(count: shape.count)
    if let offset = settings.offset, offset != 0 { addOffset(offset, latents, to: &noise, shape, &random) }
    if let resolutions = settings.multiresolution, resolutions.iterations != 0 {
      noise = MultiresolutionNoise.adding(resolutions, to: noise, shape, &random)
    }
    let timesteps = drawTimesteps(shape.batch, &random)
    var input = noise
    if let strength = settings.inputPerturbation, strength != 0 { perturb(&input, by: strength, &random) }

    let noiseLast = shape.channelsLast(noise)
    let inputLast = shape.channelsLast(input)
    let noisy = combined(shape, timesteps) { parts in (parts.picture, latents, parts.noise, inputLast) }
    // diffusers, DDPMScheduler.get_velocity.
    let velocity =
      settings.predictsVelocity
      ? combined(shape, timesteps) { parts in (parts.picture, noiseLast, -parts.noise, latents) } : nil
    return NoisedLatents(
      shape: shape, noise: noiseLast, timesteps: timesteps, noisyLatents: noisy, target: velocity ?? noiseLast)
  }

  private func drawTimesteps(_ count: Int, _ random: inout RunRandom) -> [Int] {
    guard settings.firstTimestep < settings.endTimestep else {
      return Array(repeating: settings.endTimestep, count: count)
    }
    return random.torch.integers(in: settings.firstTimestep..<settings.endTimestep, count: count)
  }

  /// custom_train_functions.py, `apply_noise_offset`; `noise` has channels first.
  private func addOffset(
    _ offset: Double, _ latents: [Float], to noise: inout [Float], _ shape: LatentShape, _ random: inout RunRandom
  ) {
    let planes = shape.batch * shape.channels
    let strength = settings.offsetHasRandomStrength ? random.torch.unit() * Float(offset) : Float(offset)
    var strengths = [Float](repeating: strength, count: planes)
    if let scale = settings.adaptiveScale {
      let means = Self.planeMeans(shape.channelsFirst(latents), pixels: shape.pixels)
      strengths = means.map { max(strength + Float(scale) * abs($0), 0) }
    }
    let constants = random.torch.normal(count: planes)
    noise.withUnsafeMutableBufferPointer { noise in
      guard let start = noise.baseAddress else { return }
      for plane in 0..<planes {
        lorac_add_number(start + plane * shape.pixels, shape.pixels, strengths[plane] * constants[plane])
      }
    }
  }

  private static func planeMeans(_ values: [Float], pixels: Int) -> [Float] {
    values.withUnsafeBufferPointer { values in
      guard let start = values.baseAddress else { return [] }
      return stride(from: 0, to: values.count, by: pixels).map { plane in
        Float(lorac_sum(start + plane, pixels) / Double(pixels))
      }
    }
  }

  private func perturb(_ noise: inout [Float], by gamma: Double, _ random: inout RunRandom) {
    let strength = settings.inputPerturbationHasRandomStrength ? random.torch.unit() * Float(gamma) : Float(gamma)
    let further = random.torch.normal(count: noise.count)
    noise = mixed(1, noise, strength, further)
  }

  /// For each picture `a · x + b · y`, where `a` and `b` depend on its timestep.
  private func combined(
    _ shape: LatentShape, _ timesteps: [Int],
    _ terms: ((picture: Float, noise: Float)) -> (a: Float, x: [Float], b: Float, y: [Float])
  ) -> [Float] {
    floats(shape.count) { result in
      for (picture, timestep) in timesteps.enumerated() {
        let (a, x, b, y) = terms(schedule.parts(at: timestep))
        let start = picture * shape.sampleCount
        x.withUnsafeBufferPointer { x in
          y.withUnsafeBufferPointer { y in
            guard let x = x.baseAddress, let y = y.baseAddress else { return }
            lorac_mix(a, x + start, b, y + start, result + start, shape.sampleCount)
          }
        }
      }
    }
  }
}

internal import Glibc

/// Samplers with one evaluation a step and no memory.
enum Euler {
  /// Euler's method; with timesteps of DDIM it is DDIM without random part.
  ///
  /// diffusers scheduling_euler_discrete.py and scheduling_ddim.py; k-diffusion `sample_euler`.
  static func run(_ run: SamplingRun, _ latents: [Float], clip: Float?) throws -> [Float] {
    var latents = latents
    for step in 0..<run.steps {
      let (sigma, next) = (run.schedule.sigmas[step], run.schedule.sigmas[step + 1])
      var (picture, noise) = try run.parts(of: latents, sigma: sigma, timestep: run.schedule.timesteps[step])
      if let clip {
        // In the network's scale too, a picture has the size it has here.
        picture = clamped(picture, to: clip)
      }
      latents = mixed(1, picture, next, noise)
      try run.finished(step, prediction: picture)
    }
    return latents
  }

  /// diffusers scheduling_euler_ancestral_discrete.py; k-diffusion `sample_euler_ancestral`.
  static func runAncestral(_ run: SamplingRun, _ latents: [Float]) throws -> [Float] {
    var latents = latents
    for step in 0..<run.steps {
      let (sigma, next) = (run.schedule.sigmas[step], run.schedule.sigmas[step + 1])
      let (picture, noise) = try run.parts(of: latents, sigma: sigma, timestep: run.schedule.timesteps[step])
      let (down, up) = ancestralParts(from: sigma, to: next)
      latents = mixed(1, latents, down - sigma, noise)
      if next > 0 { latents = mixed(1, latents, up, run.drawNoise(latents.count)) }
      try run.finished(step, prediction: picture)
    }
    return latents
  }

  /// diffusers scheduling_ddpm.py with the smaller fixed variance.
  static func runPosterior(_ run: SamplingRun, _ latents: [Float], clip: Float?) throws -> [Float] {
    var latents = latents
    for step in 0..<run.steps {
      let (sigma, next) = (run.schedule.sigmas[step], run.schedule.sigmas[step + 1])
      var picture = try run.picture(in: latents, sigma: sigma, timestep: run.schedule.timesteps[step])
      if let clip { picture = clamped(picture, to: clip) }
      let part = (next * next) / (sigma * sigma)
      latents = mixed(1 - part, picture, part, latents)
      if next > 0 { latents = mixed(1, latents, next * (1 - part).squareRoot(), run.drawNoise(latents.count)) }
      try run.finished(step, prediction: picture)
    }
    return latents
  }

  /// The σ to go down to, and the new noise that leads from there up to `next`.
  static func ancestralParts(from sigma: Float, to next: Float) -> (down: Float, up: Float) {
    let square = next * next * (sigma * sigma - next * next) / (sigma * sigma)
    let up = min(next, square.squareRoot())
    return ((next * next - up * up).squareRoot(), up)
  }
}

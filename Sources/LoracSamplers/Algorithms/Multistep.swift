internal import Glibc

/// DPM-Solver and DPM-Solver++ of second order with the prediction of the step before (Lu and others, 2022).
enum Multistep {
  /// DPM-Solver++ 2M: k-diffusion `sample_dpmpp_2m`; diffusers scheduling_dpmsolver_multistep.py, `dpmsolver++`.
  static func runPicture(_ run: SamplingRun, _ latents: [Float]) throws -> [Float] {
    var latents = latents
    var previous: (picture: [Float], width: Float)?
    for step in 0..<run.steps {
      let (sigma, next) = (run.schedule.sigmas[step], run.schedule.sigmas[step + 1])
      let picture = try run.picture(in: latents, sigma: sigma, timestep: run.schedule.timesteps[step])
      let width = logf(sigma) - logf(next)
      var target = picture
      if let previous, next > 0 {
        let part = width / (2 * previous.width)
        target = mixed(1 + part, picture, -part, previous.picture)
      }
      latents = mixed(next / sigma, latents, -expm1f(-width), target)
      previous = (picture, width)
      try run.finished(step, prediction: picture)
    }
    return latents
  }

  /// DPM-Solver 2M: diffusers scheduling_dpmsolver_multistep.py, `dpmsolver`, which ends at the noise of timestep 0.
  ///
  /// The last of fewer than 15 steps is of first order.
  static func runNoise(_ run: SamplingRun, _ latents: [Float]) throws -> [Float] {
    var latents = latents
    var previous: (noise: [Float], width: Float)?
    for step in 0..<run.steps {
      let (sigma, next) = (run.schedule.sigmas[step], run.schedule.sigmas[step + 1])
      let (picture, noise) = try run.parts(of: latents, sigma: sigma, timestep: run.schedule.timesteps[step])
      let width = logf(sigma) - logf(next)
      let isFirstOrder = step == run.steps - 1 && run.steps < 15
      var target = noise
      if let previous, !isFirstOrder {
        let part = width / (2 * previous.width)
        target = mixed(1 + part, noise, -part, previous.noise)
      }
      latents = mixed(1, latents, -next * expm1f(width), target)
      previous = (noise, width)
      try run.finished(step, prediction: picture)
    }
    return latents
  }
}

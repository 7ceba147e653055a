internal import Glibc

/// DPM-Solver++ SDE: half a step, then the whole one, each with part of the noise replaced.
enum Stochastic {
  /// k-diffusion `sample_dpmpp_sde` with r = 1/2; diffusers scheduling_dpmsolver_sde.py.
  static func run(_ run: SamplingRun, _ latents: [Float]) throws -> [Float] {
    var latents = latents
    for step in 0..<run.steps {
      let (sigma, next) = (run.schedule.sigmas[step], run.schedule.sigmas[step + 1])
      let picture = try run.picture(in: latents, sigma: sigma, timestep: run.schedule.timesteps[step])
      if next > 0 {
        let middle = expf((logf(sigma) + logf(next)) / 2)
        let half = moved(run, latents, picture, from: sigma, to: middle)
        let target = try run.picture(in: half, sigma: middle)
        latents = moved(run, latents, target, from: sigma, to: next)
      } else {
        latents = picture
      }
      try run.finished(step, prediction: picture)
    }
    return latents
  }

  /// Towards a picture, and back up with noise of the way.
  private static func moved(
    _ run: SamplingRun, _ latents: [Float], _ picture: [Float], from sigma: Float, to next: Float
  ) -> [Float] {
    let (down, up) = Euler.ancestralParts(from: sigma, to: next)
    let end = mixed(down / sigma, latents, -expm1f(logf(down) - logf(sigma)), picture)
    return mixed(1, end, up, run.motion(from: sigma, to: next, count: latents.count))
  }
}

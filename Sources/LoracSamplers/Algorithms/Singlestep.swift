internal import Glibc

/// DPM-Solver++ of second order with one evaluation between (Lu and others, 2022).
enum Singlestep {
  /// diffusers scheduling_dpmsolver_singlestep.py, order 2: levels in pairs, the second of a pair from where the first
  /// began; the last of an even number alone.
  static func run(_ run: SamplingRun, _ latents: [Float]) throws -> [Float] {
    var latents = latents
    var begin: (latents: [Float], picture: [Float], sigma: Float)?
    for step in 0..<run.steps {
      let (sigma, next) = (run.schedule.sigmas[step], run.schedule.sigmas[step + 1])
      let picture = try run.picture(in: latents, sigma: sigma, timestep: run.schedule.timesteps[step])
      let isSecond = !step.isMultiple(of: 2) && step < run.steps - 1
      if isSecond, let first = begin {
        let ratio = (logf(first.sigma) - logf(sigma)) / (logf(first.sigma) - logf(next))
        let part = 1 / (2 * ratio)
        let target = mixed(1 - part, first.picture, part, picture)
        latents = mixed(next / first.sigma, first.latents, 1 - next / first.sigma, target)
      } else {
        begin = (latents, picture, sigma)
        latents = mixed(next / sigma, latents, 1 - next / sigma, picture)
      }
      try run.finished(step, prediction: picture)
    }
    return latents
  }

  /// k-diffusion `sample_dpmpp_2s_ancestral`.
  static func runAncestral(_ run: SamplingRun, _ latents: [Float]) throws -> [Float] {
    var latents = latents
    for step in 0..<run.steps {
      let (sigma, next) = (run.schedule.sigmas[step], run.schedule.sigmas[step + 1])
      let picture = try run.picture(in: latents, sigma: sigma, timestep: run.schedule.timesteps[step])
      let (down, up) = Euler.ancestralParts(from: sigma, to: next)
      if down > 0 {
        let width = logf(sigma) - logf(down)
        let middle = expf(logf(sigma) - width / 2)
        let half = mixed(middle / sigma, latents, -expm1f(-width / 2), picture)
        let target = try run.picture(in: half, sigma: middle)
        latents = mixed(down / sigma, latents, -expm1f(-width), target)
      } else {
        latents = picture
      }
      if next > 0 { latents = mixed(1, latents, up, run.drawNoise(latents.count)) }
      try run.finished(step, prediction: picture)
    }
    return latents
  }
}

internal import Glibc

/// DPM-Solver-2 as Karras and others write it: each step with the slope at the geometric middle of its levels.
enum Midpoint {
  /// diffusers scheduling_k_dpm_2_discrete.py and scheduling_k_dpm_2_ancestral_discrete.py; k-diffusion `sample_dpm_2`
  /// and `sample_dpm_2_ancestral`.
  static func run(_ run: SamplingRun, _ latents: [Float], ancestral: Bool) throws -> [Float] {
    var latents = latents
    for step in 0..<run.steps {
      let (sigma, next) = (run.schedule.sigmas[step], run.schedule.sigmas[step + 1])
      let (picture, slope) = try run.parts(of: latents, sigma: sigma, timestep: run.schedule.timesteps[step])
      let (down, up) = ancestral ? Euler.ancestralParts(from: sigma, to: next) : (next, 0)
      if down > 0 {
        let middle = expf((logf(sigma) + logf(down)) / 2)
        let half = mixed(1, latents, middle - sigma, slope)
        latents = mixed(1, latents, down - sigma, try run.noise(in: half, sigma: middle))
        if ancestral { latents = mixed(1, latents, up, run.drawNoise(latents.count)) }
      } else {
        latents = mixed(1, latents, -sigma, slope)
      }
      try run.finished(step, prediction: picture)
    }
    return latents
  }
}

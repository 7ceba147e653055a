internal import Glibc

/// DPM-Solver++ 2M SDE and 3M SDE: earlier predictions instead of further evaluations.
enum StochasticMultistep {
  /// How earlier predictions are used.
  enum Solver: Sendable, Hashable {
    case midpoint, heun, thirdOrder
  }

  /// k-diffusion `sample_dpmpp_2m_sde` and `sample_dpmpp_3m_sde` with η = 1.
  static func run(_ run: SamplingRun, _ latents: [Float], _ solver: Solver) throws -> [Float] {
    var latents = latents
    var earlier: [(picture: [Float], width: Float)] = []
    for step in 0..<run.steps {
      let (sigma, next) = (run.schedule.sigmas[step], run.schedule.sigmas[step + 1])
      let picture = try run.picture(in: latents, sigma: sigma, timestep: run.schedule.timesteps[step])
      if next > 0 {
        let width = logf(sigma) - logf(next)
        let moved = mixed(expf(-2 * width), latents, -expm1f(-2 * width), picture)
        latents = corrected(moved, picture, width, earlier, solver)
        let noise = run.motion(from: sigma, to: next, count: latents.count)
        latents = mixed(1, latents, next * (-expm1f(-2 * width)).squareRoot(), noise)
        earlier = [(picture, width)] + earlier.prefix(1)
      } else {
        latents = picture
      }
      try run.finished(step, prediction: picture)
    }
    return latents
  }

  private static func corrected(
    _ latents: [Float], _ picture: [Float], _ width: Float, _ earlier: [(picture: [Float], width: Float)],
    _ solver: Solver
  ) -> [Float] {
    guard let last = earlier.first else { return latents }
    let double = 2 * width
    let phi2 = expm1f(-double) / double + 1
    let ratio = last.width / width
    let change = mixed(1 / ratio, picture, -1 / ratio, last.picture)
    switch solver {
    case .midpoint: return mixed(1, latents, -0.5 * expm1f(-double), change)
    case .heun: return mixed(1, latents, phi2, change)
    case .thirdOrder:
      guard earlier.count > 1 else { return mixed(1, latents, phi2, change) }
      let olderRatio = earlier[1].width / width
      let olderChange = mixed(1 / olderRatio, last.picture, -1 / olderRatio, earlier[1].picture)
      let bend = mixed(1, change, -1, olderChange)
      let slope = mixed(1, change, ratio / (ratio + olderRatio), bend)
      let phi3 = phi2 / double - 0.5
      return sum([(1, latents), (phi2, slope), (-phi3 / (ratio + olderRatio), bend)])
    }
  }
}

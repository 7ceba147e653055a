/// Pseudo linear multistep (Liu and others, 2022): extrapolates what the network says, steps as DDIM does.
///
/// diffusers scheduling_pndm.py. Where the network predicts velocity, velocities are extrapolated and become noise at
/// the beginning of the step.
enum PseudoLinear {
  /// With four Runge-Kutta evaluations for each of the first three steps, or with one step of Euler and Heun.
  static func run(_ run: SamplingRun, _ latents: [Float], rungeKutta: Bool) throws -> [Float] {
    var latents = latents
    var history: [[Float]] = []
    for step in 0..<run.steps {
      let (sigma, next) = (run.schedule.sigmas[step], run.schedule.sigmas[step + 1])
      let first = try run.predict(latents, sigma: sigma, timestep: run.schedule.timesteps[step])
      history = history.suffix(3) + [first]
      let prediction =
        if rungeKutta && step < 3 {
          try rungeKuttaMean(run, latents, step, first)
        } else if step == 0 && run.steps > 1 {
          try meanOfBothEnds(run, latents, first)
        } else {
          extrapolated(history)
        }
      latents = moved(run, latents, prediction, from: sigma, to: next)
      try run.finished(step, prediction: run.picture(prediction, in: latents, sigma: next))
    }
    return latents
  }

  private static func moved(
    _ run: SamplingRun, _ latents: [Float], _ prediction: [Float], from sigma: Float, to next: Float
  ) -> [Float] {
    mixed(1, latents, next - sigma, run.noise(prediction, in: latents, sigma: sigma))
  }

  /// Adams and Bashforth with even steps; the newest prediction is the last.
  private static func extrapolated(_ history: [[Float]]) -> [Float] {
    let weights: [Float] =
      switch history.count {
      case 1: [1]
      case 2: [-1 / 2, 3 / 2]
      case 3: [5 / 12, -16 / 12, 23 / 12]
      default: [-9 / 24, 37 / 24, -59 / 24, 55 / 24]
      }
    return sum(zip(weights, history).map { ($0, $1) })
  }

  private static func meanOfBothEnds(_ run: SamplingRun, _ latents: [Float], _ first: [Float]) throws -> [Float] {
    let (sigma, next) = (run.schedule.sigmas[0], run.schedule.sigmas[1])
    let end = moved(run, latents, first, from: sigma, to: next)
    return mixed(0.5, try run.predict(end, sigma: next, timestep: run.schedule.timesteps[1]), 0.5, first)
  }

  /// The mean of one evaluation at the beginning, two in the middle, one at the end.
  private static func rungeKuttaMean(
    _ run: SamplingRun, _ latents: [Float], _ step: Int, _ first: [Float]
  ) throws -> [Float] {
    let (begin, end) = (run.schedule.timesteps[step], run.schedule.timesteps[step + 1])
    let (sigma, next) = (run.schedule.sigmas[step], run.schedule.sigmas[step + 1])
    // Half a stride, rounded down, from either end; diffusers goes to the one and tells the network the other.
    let half = ((begin - end) / 2).rounded(.down)
    let (reached, told) = (run.sigma(at: begin - half), end + half)
    let middle = run.sigma(at: told)
    let toMiddle = moved(run, latents, first, from: sigma, to: reached)
    let second = try run.predict(toMiddle, sigma: reached, timestep: told)
    let again = moved(run, latents, second, from: sigma, to: middle)
    let third = try run.predict(again, sigma: middle, timestep: told)
    let toEnd = moved(run, latents, third, from: sigma, to: next)
    let fourth = try run.predict(toEnd, sigma: next, timestep: end)
    return sum([(1 / 6, first), (1 / 3, second), (1 / 3, third), (1 / 6, fourth)])
  }
}

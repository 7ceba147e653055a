/// A linear multistep method of order four (Adams and Bashforth, with uneven steps).
enum LinearMultistep {
  private static let order = 4

  /// diffusers scheduling_lms_discrete.py; k-diffusion `sample_lms`.
  static func run(_ run: SamplingRun, _ latents: [Float]) throws -> [Float] {
    var latents = latents
    var slopes: [[Float]] = []
    for step in 0..<run.steps {
      let sigma = run.schedule.sigmas[step]
      let (picture, slope) = try run.parts(of: latents, sigma: sigma, timestep: run.schedule.timesteps[step])
      slopes = [slope] + slopes.prefix(order - 1)
      let levels = (0..<slopes.count).map { Double(run.schedule.sigmas[step - $0]) }
      let next = Double(run.schedule.sigmas[step + 1])
      for (index, slope) in slopes.enumerated() {
        let weight = integral(ofBasis: index, over: levels, from: levels[0], to: next)
        latents = mixed(1, latents, Float(weight), slope)
      }
      try run.finished(step, prediction: picture)
    }
    return latents
  }

  /// The integral of the Lagrange polynomial that is 1 at `levels[index]` and 0 at the others.
  private static func integral(ofBasis index: Int, over levels: [Double], from: Double, to: Double) -> Double {
    // Coefficients in σ - from, lowest first: differences stay small there.
    var polynomial = [1.0]
    for (other, level) in levels.enumerated() where other != index {
      let divisor = levels[index] - level
      let root = level - from
      polynomial =
        (0...polynomial.count).map { power in
          let raised = power > 0 ? polynomial[power - 1] : 0
          let kept = power < polynomial.count ? polynomial[power] * root : 0
          return (raised - kept) / divisor
        }
    }
    let width = to - from
    // Horner's rule for the antiderivative.
    return polynomial.enumerated().reversed().reduce(0.0) { $0 * width + $1.element / Double($1.offset + 1) } * width
  }
}

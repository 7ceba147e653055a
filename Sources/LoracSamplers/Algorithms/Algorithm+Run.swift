extension Algorithm {
  /// From the first level to the last.
  func run(_ run: SamplingRun, _ latents: [Float]) throws -> [Float] {
    switch self {
    case .euler(let clip): try Euler.run(run, latents, clip: clip)
    case .eulerAncestral: try Euler.runAncestral(run, latents)
    case .ddpm(let clip): try Euler.runPosterior(run, latents, clip: clip)
    case .heun(let clip): try Heun.run(run, latents, clip: clip)
    case .midpoint: try Midpoint.run(run, latents, ancestral: false)
    case .midpointAncestral: try Midpoint.run(run, latents, ancestral: true)
    case .linearMultistep: try LinearMultistep.run(run, latents)
    case .pseudoLinear(let rungeKutta): try PseudoLinear.run(run, latents, rungeKutta: rungeKutta)
    case .multistepPicture: try Multistep.runPicture(run, latents)
    case .multistepNoise: try Multistep.runNoise(run, latents)
    case .singlestepPicture: try Singlestep.run(run, latents)
    case .singlestepAncestral: try Singlestep.runAncestral(run, latents)
    case .stochastic: try Stochastic.run(run, latents)
    case .stochasticMultistep(let solver): try StochasticMultistep.run(run, latents, solver)
    }
  }

  /// Evaluations of the network for `steps` steps.
  func evaluations(steps: Int) -> Int {
    switch self {
    case .euler, .eulerAncestral, .ddpm, .linearMultistep, .multistepPicture, .multistepNoise, .singlestepPicture,
      .stochasticMultistep:
      steps
    // The last step, which ends without noise, needs one.
    case .heun, .midpoint, .midpointAncestral, .singlestepAncestral, .stochastic: 2 * steps - 1
    case .pseudoLinear(let rungeKutta): rungeKutta ? steps + 9 : steps == 1 ? 1 : steps + 1
    }
  }

  /// The fewest steps for which the references do anything sensible.
  var fewestSteps: Int {
    switch self {
    case .pseudoLinear(let rungeKutta): rungeKutta ? 4 : 1
    default: 1
    }
  }

  /// Whether noise comes from a Brownian motion rather than one draw after another.
  var movesAsBrownian: Bool {
    switch self {
    case .stochastic, .stochasticMultistep: true
    default: false
    }
  }

  /// Whether A1111 takes one level more and leaves out the last but one.
  func dropsNextToLast(_ kind: Sampler.Kind) -> Bool {
    guard kind == .kDiffusion else { return false }
    return switch self {
    case .midpoint, .midpointAncestral, .stochasticMultistep(.thirdOrder): true
    default: false
    }
  }
}

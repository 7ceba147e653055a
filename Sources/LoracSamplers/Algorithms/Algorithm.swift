/// How latents get from one noise level to the next.
enum Algorithm: Sendable, Hashable {
  /// Along the predicted noise. Same as DDIM; `clip` limits the predicted picture, not the noise.
  case euler(clip: Float?)
  /// Euler, with part of the noise replaced by new noise.
  case eulerAncestral
  /// DDPM's own steps: what remains and new noise as the training process has them.
  case ddpm(clip: Float?)
  /// Each step once more with the mean of the slopes at both ends.
  case heun(clip: Float?)
  /// Each step with the slope in the middle.
  case midpoint
  /// The same, with part of the noise replaced.
  case midpointAncestral
  /// Linear multistep with up to four slopes.
  case linearMultistep
  /// Pseudo linear multistep: four Runge-Kutta steps of four evaluations first, or Euler and Heun.
  case pseudoLinear(rungeKutta: Bool)
  /// DPM-Solver++ 2M.
  case multistepPicture
  /// DPM-Solver 2M, which extrapolates the noise rather than the picture.
  case multistepNoise
  /// DPM-Solver++ 2S, two evaluations for each two levels.
  case singlestepPicture
  /// DPM-Solver++ 2S with part of the noise replaced.
  case singlestepAncestral
  /// DPM-Solver++ as a stochastic differential equation.
  case stochastic
  /// The same with two predictions.
  case stochasticMultistep(StochasticMultistep.Solver)
}

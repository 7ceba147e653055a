/// How noise and timesteps are drawn; the defaults are kohya's.
package struct NoiseSettings: Sendable, Hashable {
  /// Noise of several resolutions added up.
  package struct Multiresolution: Sendable, Hashable {
    /// The most resolutions that are added.
    package var iterations: Int
    /// The factor from one resolution to the next.
    package var discount: Double

    /// kohya's `multires_noise_iterations` and `multires_noise_discount`.
    package init(iterations: Int, discount: Double = 0.3) {
      self.iterations = iterations
      self.discount = discount
    }
  }

  /// A random constant added to each channel, times this; nil and 0 draw none.
  package var offset: Double?
  /// Whether the offset's strength is drawn between 0 and `offset` at each step.
  package var offsetHasRandomStrength = false
  /// A multiple of the mean of each channel that is added to the offset's strength.
  package var adaptiveScale: Double?
  /// Noise of several resolutions; nil and 0 iterations draw none.
  package var multiresolution: Multiresolution?
  /// The strength of further noise in what the network sees but not in what it must predict; nil and 0 draw none.
  package var inputPerturbation: Double?
  /// Whether that strength is drawn between 0 and `inputPerturbation` at each step.
  package var inputPerturbationHasRandomStrength = false
  /// The first timestep that is drawn.
  package var firstTimestep = 0
  /// One past the last timestep that is drawn; not greater than the first: always this one.
  package var endTimestep = NoiseSchedule.stepCount
  /// Whether the network predicts velocity instead of noise.
  package var predictsVelocity = false

  package init() {}
}

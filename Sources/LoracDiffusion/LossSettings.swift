internal import Glibc

/// How the difference of prediction and target becomes a loss; the defaults are kohya's.
package struct LossSettings: Sendable, Hashable {
  /// The loss of one number, from its difference d.
  package enum Kind: Sendable, Hashable {
    /// d².
    case l2
    /// |d|.
    case l1
    /// `2 c (√(d² + c²) - c)`.
    case huber(HuberThreshold)
    /// `2 (√(d² + c²) - c)`.
    case smoothL1(HuberThreshold)
  }

  package var kind: Kind = .l2
  /// The γ of min-SNR weighting; nil and 0 do not weight.
  package var minSNRGamma: Double?
  /// Whether a velocity loss is scaled as the loss of noise would be.
  package var scalesVelocityLikeNoise = false
  /// The factor of a velocity-like loss that is added; nil and 0 add none.
  package var velocityLikeLoss: Double?
  /// Whether the debiased estimation's weights are used.
  package var isDebiased = false
  /// Whether the network predicts velocity instead of noise.
  package var predictsVelocity = false

  package init() {}
}

/// The c of the Huber losses, which may depend on the timestep.
package struct HuberThreshold: Sendable, Hashable {
  /// How c changes over the timesteps.
  package enum Schedule: String, Sendable, Hashable, CaseIterable {
    /// Always `c · scale`.
    case constant
    /// From `scale` at the first timestep down to nearly `c · scale` at the last.
    case exponential
    /// From nearly 1 where there is no noise down to c where there is nothing else; `scale` does not count.
    case snr
  }

  package var schedule: Schedule
  package var c: Double
  package var scale: Double

  /// kohya's `huber_schedule`, `huber_c` and `huber_scale`.
  package init(schedule: Schedule = .snr, c: Double = 0.1, scale: Double = 1) {
    self.schedule = schedule
    self.c = c
    self.scale = scale
  }

  /// The threshold at a timestep (sd-scripts, train_util.py `get_huber_threshold_if_needed`).
  func value(at timestep: Int, _ schedule: NoiseSchedule) -> Float {
    switch self.schedule {
    case .constant: return Float(c * scale)
    case .exponential:
      let rate = -log(c) / Double(NoiseSchedule.stepCount)
      return expf(Float(-rate) * Float(timestep)) * Float(scale)
    case .snr:
      let alpha = schedule.cumulativeAlphas[timestep]
      let sigma = ((1 - alpha) / alpha).squareRoot()
      return Float(1 - c) / ((1 + sigma) * (1 + sigma)) + Float(c)
    }
  }
}

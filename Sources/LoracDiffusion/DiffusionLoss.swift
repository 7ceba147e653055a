internal import CLoracKernels

/// The loss of one batch.
package struct LossValue: Sendable {
  /// The weighted loss of each picture.
  package let samples: [Float]
  /// Their mean: what kohya reports as `loss/current`.
  package let mean: Float
  /// The mean's derivative by each number of the prediction, times the scale that was asked for.
  package let gradient: [Float]
}

/// The loss of sd-scripts' train_network.py, `process_batch` and `post_process_loss`.
package struct DiffusionLoss: Sendable {
  package let settings: LossSettings
  package let schedule: NoiseSchedule

  /// A loss as `settings` say.
  package init(_ settings: LossSettings, schedule: NoiseSchedule) {
    self.settings = settings
    self.schedule = schedule
  }

  /// The loss of a prediction and its gradient.
  ///
  /// - Parameters:
  ///   - prediction: As many numbers as the target, in the same layout.
  ///   - latents: What the prediction was made from.
  ///   - sampleWeights: The weight of each picture: `prior_loss_weight` for regularization images, else 1.
  ///   - gradientScale: One over the number of batches whose gradients are added up.
  /// - Returns: The loss, without `gradientScale`, and the gradient, with it.
  package func evaluate(
    _ prediction: [Float], _ latents: NoisedLatents, sampleWeights: [Float], gradientScale: Float = 1
  ) -> LossValue {
    let shape = latents.shape
    precondition(prediction.count == shape.count, "a prediction of another shape")
    precondition(sampleWeights.count == shape.batch, "one weight for each picture")
    let factors = zip(latents.timesteps, sampleWeights).map { $1 * weight(at: $0) }
    let thresholds = latents.timesteps.map(threshold)
    var samples: [Float] = []
    let gradient = floats(shape.count) { gradient in
      prediction.withUnsafeBufferPointer { prediction in
        latents.target.withUnsafeBufferPointer { target in
          guard let prediction = prediction.baseAddress, let target = target.baseAddress else { return }
          for picture in 0..<shape.batch {
            let start = picture * shape.sampleCount
            let (x, y, count) = (prediction + start, target + start, shape.sampleCount)
            let total = lorac_total_distance(kind, x, y, thresholds[picture], count)
            samples.append(Float(total / Double(count)) * factors[picture])
            let factor = gradientScale / Float(shape.batch) * factors[picture] / Float(count)
            lorac_distance_gradient(kind, x, y, thresholds[picture], factor, gradient + start, count)
          }
        }
      }
    }
    let mean = Float(samples.reduce(0.0) { $0 + Double($1) } / Double(shape.batch))
    return LossValue(samples: samples, mean: mean, gradient: gradient)
  }

  private var kind: lorac_distance {
    switch settings.kind {
    case .l2: LORAC_SQUARED
    case .l1: LORAC_ABSOLUTE
    case .huber: LORAC_HUBER
    case .smoothL1: LORAC_SMOOTH
    }
  }

  private func threshold(at timestep: Int) -> Float {
    switch settings.kind {
    case .l2, .l1: 0
    case .huber(let threshold), .smoothL1(let threshold): threshold.value(at: timestep, schedule)
    }
  }

  /// The mean weight of `timesteps`; nil if there are none, or others than the schedule has.
  package func meanWeight(of timesteps: Range<Int>) -> Double? {
    guard !timesteps.isEmpty, timesteps.lowerBound >= 0, timesteps.upperBound <= NoiseSchedule.stepCount else {
      return nil
    }
    return timesteps.reduce(0.0) { $0 + Double(weight(at: $1)) } / Double(timesteps.count)
  }

  /// The weight of a timestep: kohya's options multiply each other, in this order.
  private func weight(at timestep: Int) -> Float {
    let ratio = schedule.signalToNoise[timestep]
    // At the first timesteps there is next to no noise.
    let bounded = min(ratio, 1000)
    let noiseScale = bounded / (bounded + 1)
    var weight: Float = 1
    if let gamma = settings.minSNRGamma, gamma != 0 {
      weight *= min(ratio, Float(gamma)) / (settings.predictsVelocity ? ratio + 1 : ratio)
    }
    if settings.scalesVelocityLikeNoise { weight *= noiseScale }
    if let factor = settings.velocityLikeLoss, factor != 0 { weight += weight / noiseScale * Float(factor) }
    if settings.isDebiased { weight *= settings.predictsVelocity ? 1 / (bounded + 1) : 1 / bounded.squareRoot() }
    return weight
  }
}

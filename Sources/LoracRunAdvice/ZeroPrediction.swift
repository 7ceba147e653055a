internal import LoracDiffusion
internal import LoracPlan

/// The loss of a network that predicts zeros everywhere, to which the losses of a run can be compared.
enum ZeroPrediction {
  /// The mean loss with the plan's weights and timesteps; nil where it has no bound.
  ///
  /// A target's square is 1 on average: noise has a variance of 1, and so have a base model's latents, of which velocity has
  /// a part. Losses that bend squares are taken at their bounds, so that the true value is no higher.
  static func loss(of plan: TrainingPlan) -> Double? {
    // What is added to the loss besides has no bound that is known here.
    guard !plan.kohya.contains(where: { $0.name == "v_pred_like_loss" }) else { return nil }
    let loss = plan.loss
    var settings = LossSettings()
    settings.minSNRGamma = loss.minSNRGamma
    settings.scalesVelocityLikeNoise = loss.scaleVPrediction
    settings.isDebiased = loss.debiased
    settings.predictsVelocity = plan.model.vPrediction
    let weights = DiffusionLoss(settings, schedule: NoiseSchedule(zeroTerminalSNR: loss.zeroTerminalSNR))
    let timesteps = (loss.minTimestep ?? 0)..<(loss.maxTimestep ?? NoiseSchedule.stepCount)
    guard let weight = weights.meanWeight(of: timesteps), weight.isFinite else { return nil }
    let offset = loss.noiseOffset ?? 0
    let variance = 1 + offset * offset
    return weight * distance(loss.type, variance) * regularization(plan)
  }

  /// The mean distance of normal numbers of `variance` from 0, or a bound of it.
  private static func distance(_ type: String, _ variance: Double) -> Double {
    // The mean of the magnitude is √(2/π) of the standard deviation.
    let magnitude = 0.7979 * variance.squareRoot()
    return switch type {
    case "l1": magnitude
    // 2 (√(d² + c²) - c) is less than 2 |d|.
    case "smooth_l1": 2 * magnitude
    // 2 c (√(d² + c²) - c) is less than d².
    default: variance
    }
  }

  /// The mean weight of pictures, of which regularization images have their own.
  private static func regularization(_ plan: TrainingPlan) -> Double {
    guard let dataset = plan.dataset, dataset.entries + dataset.regularizationEntries > 0 else { return 1 }
    let all = Double(dataset.entries + dataset.regularizationEntries)
    return (Double(dataset.entries) + Double(dataset.regularizationEntries) * plan.loss.priorLossWeight) / all
  }
}

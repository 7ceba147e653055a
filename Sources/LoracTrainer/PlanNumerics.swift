import LoracDiffusion
import LoracImages
package import LoracOptimizers
package import LoracPlan
import LoracPlanSettings

/// The settings of a plan in the words of the numerics.
extension TrainingPlan {
  /// The optimizer with its arguments.
  package func optimizerChoice() throws(TrainerError) -> OptimizerChoice {
    do { return try optimizer.choice() } catch { throw .optimizer(error) }
  }

  /// The factor on all rates, step by step.
  func learningRateSchedule(_ choice: OptimizerChoice) throws(TrainerError) -> LearningRateSchedule {
    if choice.choosesLearningRate { return .constant }
    do {
      let settings = try LearningRateSettings(schedule, baseRate: optimizer.baseLearningRate)
      return try LearningRateSchedule(settings, schedulerSteps: steps.total)
    } catch { throw .schedule(error) }
  }

  /// How noise and timesteps are drawn.
  var noiseSettings: NoiseSettings {
    var settings = NoiseSettings()
    settings.offset = loss.noiseOffset
    settings.offsetHasRandomStrength = loss.noiseOffsetRandomStrength
    settings.adaptiveScale = loss.adaptiveNoiseScale
    settings.multiresolution = loss.multiresNoise.map {
      NoiseSettings.Multiresolution(iterations: $0.iterations, discount: $0.discount)
    }
    settings.inputPerturbation = loss.ipNoiseGamma
    settings.inputPerturbationHasRandomStrength = kohyaFlag("ip_noise_gamma_random_strength")
    settings.firstTimestep = loss.minTimestep ?? 0
    settings.endTimestep = loss.maxTimestep ?? NoiseSchedule.stepCount
    settings.predictsVelocity = model.vPrediction
    return settings
  }

  /// The loss.
  func lossSettings() throws(TrainerError) -> LossSettings {
    var settings = LossSettings()
    settings.kind = try lossKind()
    settings.minSNRGamma = loss.minSNRGamma
    settings.scalesVelocityLikeNoise = loss.scaleVPrediction
    settings.velocityLikeLoss = kohyaNumber("v_pred_like_loss")
    settings.isDebiased = loss.debiased
    settings.predictsVelocity = model.vPrediction
    return settings
  }

  private func lossKind() throws(TrainerError) -> LossSettings.Kind {
    let huber = loss.huber ?? Huber(schedule: "snr", c: 0.1, scale: 1)
    guard let schedule = HuberThreshold.Schedule(rawValue: huber.schedule) else {
      throw .unsupported("loss.huber.schedule \(huber.schedule)")
    }
    let threshold = HuberThreshold(schedule: schedule, c: huber.c, scale: huber.scale)
    switch loss.type {
    case "l2": return .l2
    case "l1": return .l1
    case "huber": return .huber(threshold)
    case "smooth_l1": return .smoothL1(threshold)
    default: throw .unsupported("loss.type \(loss.type)")
    }
  }

  /// How images are resized; nil is kohya's own choice.
  func resizeInterpolation() throws(TrainerError) -> ResizeInterpolation? {
    guard let name = kohyaString("resize_interpolation") else { return nil }
    guard let interpolation = ResizeInterpolation(argument: name) else {
      throw .unsupported("kohya.resize_interpolation \(name)")
    }
    return interpolation
  }
}

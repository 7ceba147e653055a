import LoracRandom

@testable import LoracDiffusion

/// One batch of sd-scripts' process_batch, from Tests/Tools/diffusion_reference.py.
///
/// Names are as in its arguments, missing ones are its defaults.
struct ReferenceBatch: Decodable {
  var seed: Int
  /// Channels first.
  var shape: [Int]
  var weights: [Float]
  var noiseOffset: Double?
  var noiseOffsetRandomStrength: Bool?
  var adaptiveNoiseScale: Double?
  var multiresNoiseIterations: Int?
  var multiresNoiseDiscount: Double?
  var minTimestep: Int?
  var maxTimestep: Int?
  var ipNoiseGamma: Double?
  var ipNoiseGammaRandomStrength: Bool?
  var vParameterization: Bool?
  var zeroTerminalSnr: Bool?
  var lossType: String?
  var huberSchedule: String?
  var huberC: Double?
  var huberScale: Double?
  var minSnrGamma: Double?
  var scaleVPredLossLikeNoisePred: Bool?
  var vPredLikeLoss: Double?
  var debiasedEstimationLoss: Bool?
  var timesteps: [Int]
  var noisy: [Float]
  var target: [Float]
  var samples: [Float]
  var loss: Float
  var gradient: [Float]
  var nextTorch: Int
  var nextPython: Int

  // swift-format-ignore
  private enum CodingKeys: String, CodingKey {
    case seed, shape, weights, timesteps, noisy, target, samples, loss, gradient
    case noiseOffset = "noise_offset", noiseOffsetRandomStrength = "noise_offset_random_strength"
    case adaptiveNoiseScale = "adaptive_noise_scale", multiresNoiseIterations = "multires_noise_iterations"
    case multiresNoiseDiscount = "multires_noise_discount", minTimestep = "min_timestep", maxTimestep = "max_timestep"
    case ipNoiseGamma = "ip_noise_gamma", ipNoiseGammaRandomStrength = "ip_noise_gamma_random_strength"
    case vParameterization = "v_parameterization", zeroTerminalSnr = "zero_terminal_snr", lossType = "loss_type"
    case huberSchedule = "huber_schedule", huberC = "huber_c", huberScale = "huber_scale"
    case minSnrGamma = "min_snr_gamma", vPredLikeLoss = "v_pred_like_loss"
    case scaleVPredLossLikeNoisePred = "scale_v_pred_loss_like_noise_pred"
    case debiasedEstimationLoss = "debiased_estimation_loss", nextTorch = "next_torch", nextPython = "next_python"
  }

  var latentShape: LatentShape {
    LatentShape(batch: shape[0], height: shape[2], width: shape[3], channels: shape[1])
  }

  /// `torch.randn(shape)` of a generator, channels last.
  func normal(seed: Int) -> [Float] {
    var generator = TorchGenerator(seed: seed)
    return latentShape.channelsLast(generator.normal(count: latentShape.count))
  }

  var latents: [Float] { normal(seed: seed + 1000) }
  var prediction: [Float] { normal(seed: seed + 2000) }
  var schedule: NoiseSchedule { NoiseSchedule(zeroTerminalSNR: zeroTerminalSnr ?? false) }

  var noiseSettings: NoiseSettings {
    var settings = NoiseSettings()
    settings.offset = noiseOffset
    settings.offsetHasRandomStrength = noiseOffsetRandomStrength ?? false
    settings.adaptiveScale = adaptiveNoiseScale
    settings.multiresolution = multiresNoiseIterations.map {
      NoiseSettings.Multiresolution(iterations: $0, discount: multiresNoiseDiscount ?? 0.3)
    }
    settings.inputPerturbation = ipNoiseGamma
    settings.inputPerturbationHasRandomStrength = ipNoiseGammaRandomStrength ?? false
    settings.firstTimestep = minTimestep ?? 0
    settings.endTimestep = maxTimestep ?? 1000
    settings.predictsVelocity = vParameterization ?? false
    return settings
  }

  var lossSettings: LossSettings {
    var settings = LossSettings()
    let threshold = HuberThreshold(
      schedule: HuberThreshold.Schedule(rawValue: huberSchedule ?? "snr") ?? .snr, c: huberC ?? 0.1,
      scale: huberScale ?? 1)
    switch lossType {
    case "l1": settings.kind = .l1
    case "huber": settings.kind = .huber(threshold)
    case "smooth_l1": settings.kind = .smoothL1(threshold)
    default: settings.kind = .l2
    }
    settings.minSNRGamma = minSnrGamma
    settings.scalesVelocityLikeNoise = scaleVPredLossLikeNoisePred ?? false
    settings.velocityLikeLoss = vPredLikeLoss
    settings.isDebiased = debiasedEstimationLoss ?? false
    settings.predictsVelocity = vParameterization ?? false
    return settings
  }
}

/// The largest distance of two arrays, relative to the largest number of the second.
func relativeDistance(_ values: [Float], _ expected: [Float]) -> Float {
  guard values.count == expected.count else { return .infinity }
  let scale = expected.reduce(0) { max($0, abs($1)) }
  let distance = zip(values, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
  return distance / max(scale, .leastNormalMagnitude)
}

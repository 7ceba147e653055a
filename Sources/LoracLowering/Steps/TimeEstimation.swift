internal import LoracArchitectures
internal import LoracPlan
internal import LoracSamplers

/// Estimates the time of a run from the arithmetic that a step takes.
///
/// A pass through SD 1.5's U-Net was counted as 45.8, 180, 803 and 2148 GFLOP at 128, 256, 512 and 768 pixels square;
/// a term for the pixels and one for their square, which attention costs, meet these within 6 %. SDXL's takes about
/// 5.98 TFLOP at 1024 pixels. Narrower or wider levels count by the squares of their channels. The backward pass through
/// frozen weights takes a little more than another forward pass, and recomputed activations once more. A text encoder
/// multiplies each token with its layers' weights. Caching and saving are left out. The autoencoder decodes 512 pixels
/// square with 2.5 TFLOP.
///
/// What is not multiplication (norms, activations, memory) grows with a network's channels, not with their square, and so
/// weighs more in a narrow network; and each adapter costs a few small products, whatever its size.
struct TimeEstimation {
  private let plan: TrainingPlan
  private let length: RunLength
  /// The U-Net's work beside that of the published one.
  private let levels: Double
  /// Operations of the text encoders' forward pass for a picture.
  private let text: Double

  /// The part of the published U-Net's time that grows with channels only, beside what grows with their square; from the
  /// quickstart's steps, which take 2.5 times as long as their multiplications would.
  private static let narrowness = 0.22
  /// Seconds of an adapter's small products in a step, measured with pictures of 64 pixels and batches of one.
  private static let secondsPerAdapter = 45e-6

  /// Estimates for `plan` on a model of `architecture`.
  init(_ plan: TrainingPlan, _ architecture: ModelArchitecture, _ length: RunLength) {
    self.plan = plan
    levels = Self.work(architecture.unet) / Self.work(ModelArchitecture.published(architecture.family).unet)
    let tokens = Double(plan.model.maxTokenLength / 75 * 77)
    text = architecture.textEncoders.reduce(0.0) { sum, encoder in
      let weights = 4 * encoder.width * encoder.width + 2 * encoder.width * encoder.feedForwardWidth
      return sum + 2 * tokens * Double(encoder.layerCount * weights)
    }
    self.length = length
  }

  /// How much longer than its multiplications a narrow U-Net takes, beside the published one.
  private var slowness: Double { max(1, 1 + Self.narrowness * (1 / levels.squareRoot() - 1)) }

  /// The work of a U-Net's levels for each pixel, relatively: each next level has a quarter of the pixels.
  private static func work(_ unet: UNetArchitecture) -> Double {
    zip(unet.levelChannels, 0...).reduce(0.0) { sum, level in
      let channels = Double(level.0)
      return sum + channels * channels / Double(1 << (2 * level.1))
    }
  }

  /// Operations of one pass for an image of `width` × `height` pixels.
  private func operations(_ width: Int, _ height: Int) -> Double {
    let pixels = Double(width) * Double(height)
    guard plan.model.family != .sdxl else { return 5.98e12 * levels * pixels / (1024 * 1024) }
    let area = pixels / (512 * 512)
    return (728e9 * area + 75e9 * area * area) * levels
  }

  /// Operations per second that the estimate assumes, and the words for it.
  private var speed: (perSecond: Double, words: String) {
    if plan.run.backend == "native" { return (0.2e12, "0.2 TFLOP/s, about what lorac reaches on two cores with AVX2") }
    return plan.train.mixedPrecision == "no"
      ? (2.5e12, "2.5 TFLOP/s, about a consumer GPU in single precision")
      : (5e12, "5 TFLOP/s, about a consumer GPU in half precision at small batches")
  }

  /// The estimate.
  var estimate: TimeEstimate? {
    let passes = plan.train.gradientCheckpointing ? 3.1 : 2.1
    let textPasses = plan.network.train == .unet ? 1 : passes
    let textPerStep = text * textPasses * picturesPerStep
    let unetPerStep = operationsPerStep * passes
    let perStep = unetPerStep + textPerStep
    let (perSecond, words) = speed
    let modules = plan.network.parts.reduce(0) { $0 + $1.modules }
    let adapters = plan.run.backend == "native" ? Self.secondsPerAdapter * Double(modules) : 0
    let seconds = (unetPerStep * slowness + textPerStep) / perSecond + adapters
    guard seconds.isFinite, seconds > 0 else { return nil }
    let (unit, name) = perStep < 1e10 ? (1e9, "GFLOP") : (1e12, "TFLOP")
    let operations = (perStep / unit * 100).rounded() / 100
    let narrow = (slowness * 10).rounded() / 10
    return TimeEstimate(
      secondsPerStep: seconds, totalSeconds: seconds * Double(length.total) + previewOperations / perSecond,
      basis: "\(operations) \(name) per step of one process, from the networks' sizes, at an assumed \(words); "
        + (narrow > 1.2 ? "so narrow a U-Net takes \(narrow) times as long; " : "")
        + "\(previewOperations > 0 ? "previews count; " : "")other hardware is as much faster or slower")
  }

  /// Operations of all pictures of the run.
  private var previewOperations: Double {
    guard let sample = plan.sample, let general = Sampler.named(sample.sampler) ?? Sampler.named("ddim") else {
      return 0
    }
    let perMoment = sample.prompts.reduce(0.0) { sum, prompt in
      let sampler = prompt.sampler.flatMap { Sampler.named($0) } ?? general
      let passes = Double(sampler.evaluations(steps: prompt.steps) * (prompt.cfg > 1 ? 2 : 1))
      let pixels = Double(prompt.size.width) * Double(prompt.size.height)
      return sum + passes * operations(prompt.size.width, prompt.size.height) * slowness + 2.5e12 * pixels / (512 * 512)
    }
    return perMoment * Double(plan.samples.count)
  }

  /// Operations of the forward passes of one process in a step: the mean over an epoch where the dataset is known.
  private var operationsPerStep: Double {
    if let buckets = plan.buckets, let perEpoch = length.perEpoch {
      let all = buckets.reduce(0.0) { $0 + operations($1.width, $1.height) * Double($1.entries) }
      return all / Double(perEpoch) / Double(length.processes)
    }
    let datasets = plan.data.datasets
    let all = datasets.reduce(0.0) {
      $0 + operations($1.resolution.width, $1.resolution.height) * Double($1.batchSize)
    }
    return all / Double(max(1, datasets.count)) * Double(length.accumulation)
  }

  /// Pictures of one process in a step: the mean over an epoch where the dataset is known.
  private var picturesPerStep: Double {
    if let buckets = plan.buckets, let perEpoch = length.perEpoch {
      return Double(buckets.reduce(0) { $0 + $1.entries }) / Double(perEpoch) / Double(length.processes)
    }
    let sizes = plan.data.datasets.map(\.batchSize)
    return Double(sizes.reduce(0, +)) / Double(max(1, sizes.count)) * Double(length.accumulation)
  }
}

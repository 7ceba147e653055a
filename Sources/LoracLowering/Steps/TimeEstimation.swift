internal import LoracPlan

/// Estimates the time of a run from the arithmetic that a step takes.
///
/// One pass through the U-Net takes 0.68 TFLOP for SD 1.x and 2.x at 512×512 and 5.98 TFLOP for SDXL at 1024×1024, in
/// proportion to the pixels; the backward pass through frozen weights takes as much again, and recomputed activations
/// once more. Caching, text encoders and saving are left out.
struct TimeEstimation {
  private let plan: TrainingPlan
  private let length: RunLength

  /// Estimates for `plan`.
  init(_ plan: TrainingPlan, _ length: RunLength) {
    self.plan = plan
    self.length = length
  }

  /// Operations of one pass per pixel of an image.
  private var operationsPerPixel: Double {
    plan.model.family == .sdxl ? 5.98e12 / (1024 * 1024) : 0.68e12 / (512 * 512)
  }

  /// Operations per second that the estimate assumes, and the words for it.
  private var speed: (perSecond: Double, words: String) {
    if plan.run.backend == "native" { return (0.12e12, "0.12 TFLOP/s, about two CPU cores") }
    return plan.train.mixedPrecision == "no"
      ? (2.5e12, "2.5 TFLOP/s, about a consumer GPU in single precision")
      : (5e12, "5 TFLOP/s, about a consumer GPU in half precision at small batches")
  }

  /// The estimate.
  var estimate: TimeEstimate? {
    let passes: Double = plan.train.gradientCheckpointing ? 3 : 2
    let perStep = pixelsPerStep * operationsPerPixel * passes
    let (perSecond, words) = speed
    let seconds = perStep / perSecond
    guard seconds.isFinite, seconds > 0 else { return nil }
    let teraOperations = (perStep / 1e10).rounded() / 100
    return TimeEstimate(
      secondsPerStep: seconds, totalSeconds: seconds * Double(length.total),
      basis: "\(teraOperations) TFLOP per step of one process, from the U-Net's size, at an assumed \(words); "
        + "other hardware is as much faster or slower")
  }

  /// Pixels that one process trains in a step: the mean over an epoch where the dataset is known.
  private var pixelsPerStep: Double {
    if let buckets = plan.buckets, let perEpoch = length.perEpoch {
      let pixels = buckets.reduce(0.0) { $0 + Double($1.width) * Double($1.height) * Double($1.entries) }
      return pixels / Double(perEpoch) / Double(length.processes)
    }
    let datasets = plan.data.datasets
    let pixels = datasets.reduce(0.0) {
      $0 + Double($1.resolution.width) * Double($1.resolution.height) * Double($1.batchSize)
    }
    return pixels / Double(max(1, datasets.count)) * Double(length.accumulation)
  }
}

import LoracBatches
import LoracDiffusion
import LoracPlan
import LoracRandom
import LoracTensor

/// The loss of held-out images (sd-scripts train_network.py:1514-1580, 1610-1680).
extension TrainingRun {
  private static let timestepCount = 4

  /// Computes the loss after an epoch or a step, and tells kohya's average of it, which goes into the state.
  mutating func validate(isAtEpochEnd: Bool, _ observe: (TrainingEvent) -> Void) throws(TrainerError) {
    let losses = try heldOutLosses()
    guard !losses.isEmpty else { return }
    for (step, loss) in losses.enumerated() {
      if isAtEpochEnd {
        progress.validationByEpoch.add(epoch: progress.epoch - 1, step: step, loss: loss)
      } else {
        progress.validationByStep.add(epoch: progress.epoch - 1, step: step, loss: loss)
      }
    }
    let average = isAtEpochEnd ? progress.validationByEpoch.average : progress.validationByStep.average
    observe(
      .validated(
        ValidationReport(
          step: progress.step, epoch: progress.epoch, loss: Self.mean(losses), averageLoss: average,
          isAtEpochEnd: isAtEpochEnd)))
  }

  /// Computes the loss of the untrained adapters, with which later ones can be compared.
  ///
  /// kohya does not, so nothing of it goes into averages, states, or what is logged for TensorBoard.
  mutating func validateBeforeTraining(_ observe: (TrainingEvent) -> Void) throws(TrainerError) {
    let losses = try heldOutLosses()
    guard !losses.isEmpty else { return }
    let mean = Self.mean(losses)
    observe(.validated(ValidationReport(step: 0, epoch: 0, loss: mean, averageLoss: mean, isAtEpochEnd: false)))
  }

  /// The loss of each held-out batch at each timestep; empty if nothing is held out.
  ///
  /// The generators are seeded anew each time, so that pictures, captions and noise are always the same, and training
  /// goes on as if nothing had happened.
  private mutating func heldOutLosses() throws(TrainerError) -> [Double] {
    guard var validation = batches.validation else { return [] }
    var random = RunRandom(seed: plan.validation?.seed ?? progress.seed)
    validation.begin(&random)
    let limit = plan.kohyaInteger("max_validation_steps") ?? validation.count
    let (microBatch, timesteps) = (microBatch, timesteps)
    var losses: [Double] = []
    for _ in 0..<max(0, min(limit, validation.count)) {
      guard let batch = validation.next(&random) else { break }
      for timestep in timesteps {
        losses.append(
          try adapters.parameters.withRegion { parameters throws(TrainerError) in
            try microBatch.validate(batch, timestep: timestep, parameters: parameters, &random)
          })
      }
    }
    return losses
  }

  private static func mean(_ losses: [Double]) -> Double { losses.reduce(0, +) / Double(losses.count) }

  /// The inner of six evenly spaced timesteps, as numpy's `linspace` with integers gives them.
  private var timesteps: [Int] {
    let settings = microBatch.noise.settings
    let (first, end) = (Double(settings.firstTimestep), Double(settings.endTimestep))
    let step = (end - first) / Double(Self.timestepCount + 1)
    return (1...Self.timestepCount).map { Int((Double($0) * step + first).rounded(.down)) }
  }
}

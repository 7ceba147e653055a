import LoracBatches
import LoracDiffusion
import LoracPlan
import LoracRandom
import LoracTensor

/// The loss of held-out images (sd-scripts train_network.py:1514-1580, 1610-1680).
extension TrainingRun {
  private static let timestepCount = 4

  /// Computes the loss with generators of its own, so that training goes on as if nothing had happened.
  mutating func validate(isAtEpochEnd: Bool, _ observe: (TrainingEvent) -> Void) throws(TrainerError) {
    guard var validation = batches.validation else { return }
    var random = RunRandom(seed: plan.validation?.seed ?? progress.seed)
    validation.begin(&random)
    let limit = plan.kohyaInteger("max_validation_steps") ?? validation.count
    let (microBatch, timesteps) = (microBatch, timesteps)
    var step = 0
    for _ in 0..<max(0, min(limit, validation.count)) {
      guard let batch = validation.next(&random) else { break }
      for timestep in timesteps {
        let loss = try adapters.parameters.withRegion { parameters throws(TrainerError) in
          try microBatch.validate(batch, timestep: timestep, parameters: parameters, &random)
        }
        if isAtEpochEnd {
          progress.validationByEpoch.add(epoch: progress.epoch - 1, step: step, loss: loss)
        } else {
          progress.validationByStep.add(epoch: progress.epoch - 1, step: step, loss: loss)
        }
        step += 1
      }
    }
    let average = isAtEpochEnd ? progress.validationByEpoch.average : progress.validationByStep.average
    observe(
      .validated(
        ValidationReport(
          step: progress.step, epoch: progress.epoch, averageLoss: average, isAtEpochEnd: isAtEpochEnd)))
  }

  /// The inner of six evenly spaced timesteps, as numpy's `linspace` with integers gives them.
  private var timesteps: [Int] {
    let settings = microBatch.noise.settings
    let (first, end) = (Double(settings.firstTimestep), Double(settings.endTimestep))
    let step = (end - first) / Double(Self.timestepCount + 1)
    return (1...Self.timestepCount).map { Int((Double($0) * step + first).rounded(.down)) }
  }
}

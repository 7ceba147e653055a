import LoracPlan
import LoracSampling
import LoracTensor

/// Previews at the planned moments (sd-scripts train_network.py:1332, 1491, 1707).
extension TrainingRun {
  /// Makes the pictures that are due and not made yet; true if the caller asked to stop before all were there.
  ///
  /// What is left is made when the run is resumed, with the same weights.
  mutating func preview(
    observe: (TrainingEvent) -> Void, shouldStop: () -> Bool
  ) throws(TrainerError) -> Bool {
    guard let previews else { return false }
    let count = previews.prompts.count
    // States of former versions say nothing, and their runs had none.
    var done = progress.previews ?? previews.points.prefix(while: isDue).count * count
    var hasBegun = false
    defer {
      if hasBegun { previews.end() }
    }
    while done < previews.points.count * count, isDue(previews.points[done / count]) {
      if !hasBegun { previews.begin() }
      hasBegun = true
      let (point, prompt) = (previews.points[done / count], done % count)
      let (seed, now) = (progress.seed, options.now())
      let made = try adapters.parameters.withRegion { parameters throws(TrainerError) in
        try previews.make(
          prompt, at: point, seed: seed, now: now, parameters: parameters,
          progress: { observe(.sampling(prompt: prompt, of: count, step: $0.step, steps: $0.stepCount)) },
          shouldStop: shouldStop)
      }
      guard let made else { return true }
      done += 1
      progress.previews = done
      observe(
        .sampled(path: made.path, step: point.step, epoch: point.epoch, prompt: prompt, seed: made.seed))
    }
    progress.previews = done
    return false
  }

  private func isDue(_ point: SamplePoint) -> Bool {
    guard let epoch = point.epoch else { return point.step <= progress.step }
    return epoch < progress.epoch || epoch == progress.epoch && progress.isEpochDone
  }
}

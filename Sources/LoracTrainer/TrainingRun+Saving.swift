import Glibc
import LoracBatches
import LoracFiles
import LoracOptimizers
import LoracPlan
import LoracRandom
import LoracWeights

/// What a save is about, for the file's metadata.
package struct SaveFacts: Sendable {
  /// Optimizer steps done.
  package let step: Int
  /// kohya's `ss_epoch`: from 1 at an epoch's end and at the end of the run, from 0 inside an epoch.
  package let epoch: Int
  /// When the run first started, in seconds since 1970.
  package let startedAt: Double
  /// The current time, in seconds since 1970.
  package let savedAt: Double
  /// kohya's `ss_session_id`.
  package let sessionID: Int
  /// The seed of the run.
  package let seed: Int
}

extension TrainingRun {
  /// Writes LoRA files and states as planned, then removes older ones as planned.
  mutating func save(_ points: [SavePoint], _ observe: (TrainingEvent) -> Void) throws(TrainerError) {
    if !points.isEmpty { try requireNumbers() }
    for point in points {
      if let path = model.changedFile { throw .modelChanged(path: path) }
      let path = FilePaths.join(plan.save.directory, point.file)
      do {
        try FileSystem.createFolders(plan.save.directory)
        let file = LoRAFile(adapters.tensors, metadata: options.metadata(facts(of: point)))
        try file.write(to: path)
        observe(.saved(path: path, step: progress.step, epoch: progress.epoch, bytes: file.byteCount))
      } catch { throw .save(error) }
      if let older = point.removes { try remove(FilePaths.join(plan.save.directory, older), observe) }
      if point.state != nil { _ = try saveState(observe) }
      if let older = point.removesState { try removeState(named: older, observe) }
    }
  }

  private func facts(of point: SavePoint) -> SaveFacts {
    SaveFacts(
      step: progress.step, epoch: point.kind == .step ? progress.epoch - 1 : progress.epoch,
      startedAt: progress.startedAt, savedAt: options.now(), sessionID: progress.sessionID, seed: progress.seed)
  }

  /// Writes the state after the last optimizer step and returns its path.
  mutating func saveState(_ observe: (TrainingEvent) -> Void) throws(TrainerError) -> String {
    try requireNumbers()
    progress.batches = batches.training.saved
    let path = TrainingState.path(options.runDirectory, step: progress.step)
    try TrainingState(
      progress: progress, parameters: adapters.parameters, gradients: gradients, optimizer: optimizer.state,
      random: random.bytes
    ).write(to: path)
    lastState = path
    observe(.stateSaved(path: path, step: progress.step))
    return path
  }

  /// Refuses to save weights that are lost: a file that is good may be removed for the new one.
  ///
  /// The loss tells only of the weights before the step.
  private func requireNumbers() throws(TrainerError) {
    guard FiniteNumbers.areAll(adapters.parameters) else {
      throw .weightsNotANumber(step: progress.step, lastState: lastState)
    }
  }

  /// Removes the state of the save point whose planned state has that name.
  private func removeState(named name: String, _ observe: (TrainingEvent) -> Void) throws(TrainerError) {
    guard let point = plan.saves.first(where: { $0.state == name }) else { return }
    try remove(TrainingState.path(options.runDirectory, step: point.step), observe)
  }

  private func remove(_ path: String, _ observe: (TrainingEvent) -> Void) throws(TrainerError) {
    guard FileSystem.kind(of: path) != nil else { return }
    do { try FileSystem.remove(path) } catch { throw .save(error) }
    observe(.removed(path: path))
  }
}

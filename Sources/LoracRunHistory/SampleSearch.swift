internal import LoracFiles
internal import LoracPlan

/// Finds a run's previews: those of its log, and pictures with kohya's names where sd-scripts put them.
struct SampleSearch {
  /// The run.
  let history: RunHistory

  /// Previews in order of step and prompt, each picture once.
  func samples() -> [SampleRecord] {
    var found = history.events.samples.compactMap { sample -> SampleRecord? in
      // As the native trainer names them, from the run folder.
      let inside = FilePaths.join(history.folder, sample.file)
      guard let path = FileSystem.kind(of: inside) == .file ? inside : history.path(of: sample.file) else { return nil }
      var sample = sample
      sample.file = path
      return sample
    }
    let known = Set(found.map { FilePaths.name(of: $0.file) })
    for folder in folders {
      for name in (try? FileSystem.names(in: folder)) ?? [] where !known.contains(name) {
        guard let parts = SampleFileName(name, of: history.name), isOfRun(parts) else { continue }
        found.append(
          SampleRecord(
            file: FilePaths.join(folder, name), step: parts.step, epoch: parts.epoch, prompt: parts.prompt,
            seed: parts.seed))
      }
    }
    return found.map(completed).sorted { ($0.step ?? .max, $0.prompt, $0.file) < ($1.step ?? .max, $1.prompt, $1.file) }
  }

  private var folders: [String] {
    let own = ["\(history.folder)/samples"]
    guard history.backend == "kohya", let directory = history.plan?.save.directory else { return own }
    return own + [FilePaths.join(directory, "sample")]
  }

  /// Whether a picture was made while the run went on; sd-scripts put those of all runs into one folder.
  private func isOfRun(_ parts: SampleFileName) -> Bool {
    guard history.backend == "kohya" else { return true }
    let first = LocalTime.text(history.began, LocalTime.digits)
    let last = LocalTime.text(history.lastMoment + 1, LocalTime.digits)
    return parts.stamp >= first && (history.isOccupied || parts.stamp <= last)
  }

  /// A sample with the step that the plan gives for its epoch.
  private func completed(_ sample: SampleRecord) -> SampleRecord {
    guard sample.step == nil, let epoch = sample.epoch else { return sample }
    var sample = sample
    sample.step =
      history.plan?.samples.first { $0.epoch == epoch }?.step
      ?? history.plan?.steps.perEpoch.map { min(epoch * $0, history.totalSteps) }
    return sample
  }
}

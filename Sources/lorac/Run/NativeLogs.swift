internal import LoracDiagnostics
internal import LoracFiles
internal import LoracJSON
internal import LoracPlan
internal import LoracRunLog
internal import LoracTrainer

/// The logs of a native run: `events.jsonl` and, if the plan wants it, TensorBoard's file.
struct NativeLogs {
  private let events: EventLog
  private let board: TensorBoardWriter?

  /// Opens the logs of a run in `folder`.
  init(plan: TrainingPlan, folder: RunFolder, isResumed: Bool, threads: Int) throws(FileError) {
    events = EventLog(folder.events, isResumed ? .resumed : .new)
    if let failure = events.failure { throw failure }
    events.write("environment", RunSurroundings.members(threads: threads))
    board = plan.log.tensorboard ? try TensorBoardWriter(folder: Self.boardFolder(plan.log, folder)) : nil
  }

  /// The run folder, or one of its name in the plan's folder of logs, so that a resumed run finds it again.
  private static func boardFolder(_ log: LogPlan, _ folder: RunFolder) -> String {
    guard let directory = log.directory else { return folder.path }
    return FilePaths.join(directory, (log.prefix ?? "") + FilePaths.name(of: folder.path))
  }

  /// Writes what happened.
  func note(_ event: TrainingEvent) {
    events.note(event)
    board?.note(event)
  }

  /// Writes why the run failed.
  func fail(_ diagnostic: Diagnostic?) {
    events.write(
      "failed",
      diagnostic.map { [.init("code", .string($0.code.id)), .init("message", .string($0.headline))] } ?? [])
  }

  /// Logs that could not be written to their end.
  var problems: [Diagnostic] { [events.failure, board?.failure].compactMap(\.self).map(Diagnostic.logIncomplete) }
}

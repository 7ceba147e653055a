internal import LoracDiagnostics
internal import LoracFiles
internal import LoracRateFinder
internal import LoracTensorBoard

/// The curve of a run that is over, or still goes on elsewhere.
struct RateLog {
  /// What was found; nil if nothing was.
  var logged: LoggedRate?
  /// The folder or file that it was found in.
  var place: String
  /// What is wrong with the log.
  var diagnostics: [Diagnostic] = []

  /// Reads the newest run with `d·lr` at `path`: a run folder, kohya's folder of logs, or one event file.
  init(_ path: String) {
    place = path
    var log = TensorBoardLog(path)
    log.update()
    let isReadable = log.runs.contains { !$0.series.isEmpty || !$0.problems.isEmpty }
    guard isReadable else {
      diagnostics.append(.noLog(path, isThere: FileSystem.kind(of: path) != nil))
      return
    }
    guard let run = log.newest(with: LoggedRate.isWanted), let logged = LoggedRate(run) else {
      diagnostics += log.runs.flatMap(\.problems).map { .damagedLog($0.path, offset: $0.offset) }
      diagnostics.append(.noStepSizeLogged(path, tags: log.tags))
      return
    }
    self.logged = logged
    place = run.path
    diagnostics += run.problems.map { .damagedLog($0.path, offset: $0.offset) }
    if logged.isScheduled { diagnostics.append(.scheduledRate(logged.tag)) }
  }
}

/// How a run ended, or that it has not.
package enum RunOutcome: Sendable, Hashable {
  /// A process has the run folder and works.
  case running
  /// All that was planned was done.
  case finished
  /// It was asked to stop, and can go on from its state.
  case stopped
  /// It ended with an error: a diagnostic's code and headline, or what kohya's process ended with.
  case failed(code: String?, message: String?)
  /// No process has the folder, and the log has no end: the process was killed.
  case interrupted
  /// No process has the folder, and the end of the log cannot be read.
  case unknown

  /// One word for tables and JSON: `running`, `finished`, `stopped`, `failed`, `interrupted`, `unknown`.
  package var word: String {
    switch self {
    case .running: "running"
    case .finished: "finished"
    case .stopped: "stopped"
    case .failed: "failed"
    case .interrupted: "interrupted"
    case .unknown: "unknown"
    }
  }
}

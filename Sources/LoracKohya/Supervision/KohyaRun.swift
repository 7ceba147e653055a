package import LoracFiles

/// A training through kohya from start to end: its process, its log and what it said.
package struct KohyaRun: Sendable {
  /// How a run ended.
  package struct Outcome: Sendable {
    /// How the process ended.
    package var status: ProcessStatus
    /// What explains a failure.
    package var evidence: FailureEvidence
    /// The last step that was reported; nil if none was.
    package var lastStep: StepProgress?
    /// The first step after which the loss was no number; nil if it always was.
    package var brokenLossStep: Int?
    /// Why the log could not be written in full; nil if it was.
    package var logError: FileError?

    /// Whether the training did not do what was asked.
    package var isFailure: Bool { evidence.isFailure(status) }
  }

  /// The process.
  package var process: KohyaProcess
  /// The file that gets everything the process prints, byte by byte.
  package var logPath: String

  /// A run of `process` that keeps its output in a new file at `logPath`.
  package init(process: KohyaProcess, logPath: String) {
    self.process = process
    self.logPath = logPath
  }

  /// Runs to the end and hands every event to `onEvent` as it happens.
  ///
  /// A log that cannot be written does not stop the training; the outcome says so.
  package func run(signals: AsyncStream<Int32>, onEvent: (TrainingEvent) -> Void) async throws(KohyaProcess.StartError)
    -> Outcome
  {
    var log = LogFile(path: logPath)
    var parser = TrainingOutputParser()
    var outcome = Outcome(status: .exited(0), evidence: FailureEvidence())
    func handle(_ events: [TrainingEvent]) {
      for event in events {
        outcome.evidence.add(event)
        if case .step(let progress) = event {
          outcome.lastStep = progress
          if progress.isLossBroken, outcome.brokenLossStep == nil { outcome.brokenLossStep = progress.step }
        }
        onEvent(event)
      }
    }
    let status = try await process.run(signals: signals) { bytes in
      log.append(bytes)
      handle(parser.feed(bytes))
    }
    handle(parser.finish())
    log.close()
    outcome.status = status
    outcome.logError = log.error
    return outcome
  }
}

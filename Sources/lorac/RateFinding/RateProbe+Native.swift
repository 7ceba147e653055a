internal import Glibc
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracPlan
internal import LoracRateFinder
internal import LoracRunLog
internal import LoracTensorBoard
internal import LoracTrainer

extension RateProbe {
  /// Trains here until the plateau is reached, the steps are done, or a signal asks to stop.
  func runHere(threads: Int) -> Outcome {
    let logs: NativeLogs
    do throws(FileError) {
      logs = try NativeLogs(plan: plan, folder: folder, isResumed: false, threads: threads)
    } catch {
      return Outcome(ending: "failed", diagnostics: [.cannotWrite(error)])
    }
    StopSignals.begin(.search)
    defer { StopSignals.end() }
    var session = NativeProbeSession(logs: logs, limit: plan.steps.total)
    var ending = "limit"
    var diagnostics: [Diagnostic] = []
    do throws(TrainerError) {
      var random = SystemRandomNumberGenerator()
      let options = TrainerOptions(
        runDirectory: folder.path, resumes: false, threads: threads, drawnSeed: Int(random.next() as UInt32),
        sessionID: Int(random.next() as UInt32), now: TensorBoardWriter.now)
      _ = try Trainer(plan: plan, options: options).run(
        observe: { session.observe($0) }, shouldStop: { session.isDone || StopSignals.haveCome })
      ending = session.isDone ? "plateau" : StopSignals.haveCome ? "stopped" : "limit"
    } catch {
      diagnostics = error.diagnostics
      ending = "failed"
      logs.fail(diagnostics.first)
    }
    session.progress.clear()
    // A stopped run saves its state; nobody continues a probe.
    try? folder.removeStates(exceptOf: [])
    return Outcome(logged: LoggedRate(session.series), ending: ending, diagnostics: logs.problems + diagnostics)
  }
}

/// What is shown and kept while the native trainer works.
private struct NativeProbeSession {
  private let logs: NativeLogs
  private var preparation = NativeProgress(epochs: nil)
  var progress: RateProgress
  private(set) var series: [String: [TensorBoardRun.Point]] = [:]
  /// Whether the plateau is reached.
  private(set) var isDone = false

  init(logs: NativeLogs, limit: Int) {
    self.logs = logs
    progress = RateProgress(limit: limit)
  }

  mutating func observe(_ event: TrainingEvent) {
    logs.note(event)
    switch event {
    case .preparing:
      if let line = preparation.line(for: event, width: .max) { progress.show(line) }
      if StopSignals.haveCome { endBeforeTraining() }
    case .step(let report): step(report)
    default: break
    }
  }

  private mutating func step(_ report: StepReport) {
    for rate in report.rates {
      series[rate.name, default: []].append(.init(step: report.step, time: 0, value: rate.value))
    }
    let loss = report.losses.reduce(0, +) / Double(max(1, report.losses.count))
    series[LoggedRate.lossTag, default: []].append(.init(step: report.step, time: 0, value: loss))
    guard let logged = LoggedRate(series) else { return }
    let verdict = PlateauCriterion().judge(logged.curve)
    if case .plateau = verdict { isDone = true }
    progress.show(step: report.step, seconds: report.seconds, logged.curve, verdict)
  }

  /// The trainer is asked only between steps.
  private mutating func endBeforeTraining() -> Never {
    progress.clear()
    logs.note(.ended(step: 0, isFinished: false))
    Terminal.printError("stopped before the first step; nothing is known yet")
    exit(ExitStatus.failedRun.rawValue)
  }
}

internal import Glibc
internal import LoracDiagnostics
internal import LoracJSON
internal import LoracKohya
internal import LoracPlan
internal import LoracRateFinder
internal import LoracRunLog
internal import LoracTensorBoard
internal import Synchronization

extension RateProbe {
  /// How long kohya has to end after the plateau is reached, before it is told once more.
  private static let patience: Duration = .seconds(20)

  /// Trains through kohya until the plateau shows in its log, the steps are done, or a signal asks to stop.
  ///
  /// TensorBoard's writer keeps what it is given for up to two minutes, so that kohya is stopped some steps late.
  func run(_ emission: KohyaEmission) async -> Outcome {
    let events = KohyaEventLog(folder.events)
    events.write("start", [.init("backend", "kohya"), .init("total", .integer(plan.steps.total))])
    let signals = ReceivedSignals()
    defer { signals.stop() }
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    let stops = StopCount()
    let received = signals.stream
    let forwarding = Task {
      for await signal in received {
        stops.add()
        continuation.yield(signal)
      }
    }
    defer { forwarding.cancel() }
    var session = KohyaProbeSession(log: TensorBoardLog(folder.path), limit: plan.steps.total, events: events)
    let process = KohyaProcess(argumentVector: emission.invocation.argumentVector)
    let outcome: KohyaRun.Outcome
    do throws(KohyaProcess.StartError) {
      outcome = try await KohyaRun(process: process, logPath: folder.file("kohya.log")).run(signals: stream) { event in
        guard session.observe(event) else { return }
        continuation.yield(SIGINT)
        Task {
          try? await Task.sleep(for: Self.patience)
          continuation.yield(SIGTERM)
        }
      }
    } catch {
      return Outcome(ending: "failed", diagnostics: [.kohyaCannotStart(error)])
    }
    session.finish()
    let step = JSONValue.Member("step", .integer(outcome.lastStep?.step ?? 0))
    if session.isDone || stops.count > 0 || !outcome.isFailure {
      events.write(outcome.isFailure ? "stopped" : "finished", [step])
    }
    if session.isDone { return Outcome(logged: session.logged, ending: "plateau") }
    if stops.count > 0 { return Outcome(logged: session.logged, ending: "stopped") }
    guard outcome.isFailure else { return Outcome(logged: session.logged, ending: "limit") }
    events.write("failed", [.init("status", .string(outcome.status.description))])
    let diagnostic = outcome.evidence.diagnostic(for: outcome.status, log: folder.file("kohya.log"))
    return Outcome(logged: session.logged, ending: "failed", diagnostics: [diagnostic])
  }
}

/// How many signals came from outside.
private final class StopCount: Sendable {
  // A class because the task that forwards signals shares it.
  private let value = Atomic<Int>(0)

  func add() { value.add(1, ordering: .relaxed) }

  var count: Int { value.load(ordering: .relaxed) }
}

/// What is shown and read while kohya works.
private struct KohyaProbeSession {
  private var log: TensorBoardLog
  private let events: KohyaEventLog
  private var progress: RateProgress
  private var nextLook = ContinuousClock.now
  /// What kohya has logged so far.
  private(set) var logged: LoggedRate?
  /// Whether the plateau is reached.
  private(set) var isDone = false

  init(log: TensorBoardLog, limit: Int, events: KohyaEventLog) {
    self.log = log
    self.events = events
    progress = RateProgress(limit: limit)
  }

  /// Shows what happened; true at the moment when the plateau is reached.
  mutating func observe(_ event: LoracKohya.TrainingEvent) -> Bool {
    switch event {
    case .step(let step):
      events.step(step.step, averageLoss: step.averageLoss)
      let wasDone = isDone
      look(now: false)
      let verdict = logged.map { PlateauCriterion().judge($0.curve) } ?? .empty
      progress.show(step: step.step, seconds: step.secondsPerStep, logged?.curve ?? RateCurve(), verdict)
      return isDone && !wasDone
    case .progress(let part): progress.show("\(part.stage) \(part.done)/\(part.total)")
    case .message(let level, let text) where (level == .error || level == .critical) && !isDone:
      progress.note("kohya: \(text)")
    default: break
    }
    return false
  }

  /// Reads the rest of the log.
  mutating func finish() {
    look(now: true)
    progress.clear()
    events.finishStep()
  }

  private mutating func look(now: Bool) {
    guard now || ContinuousClock.now >= nextLook else { return }
    nextLook = ContinuousClock.now + .seconds(1)
    log.update()
    logged = log.newest(with: LoggedRate.isWanted).flatMap { LoggedRate($0) }
    if let logged, case .plateau = PlateauCriterion().judge(logged.curve) { isDone = true }
  }
}

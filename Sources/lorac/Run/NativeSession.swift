internal import Glibc
internal import LoracFiles
internal import LoracPlan
internal import LoracPlanText
internal import LoracRunLog
internal import LoracTrainer

/// What is shown and logged while the native trainer works.
struct NativeSession {
  private let plan: TrainingPlan
  private let isResume: Bool
  private let logs: NativeLogs
  private let begin = ContinuousClock.now
  private var progress: NativeProgress
  private var firstStep = 0
  private var averageLoss: Double?
  /// The progress line.
  var display = ProgressDisplay()
  /// The last optimizer step that is done.
  private(set) var step = 0

  /// A session of `plan`.
  init(plan: TrainingPlan, isResume: Bool, logs: NativeLogs) {
    self.plan = plan
    self.isResume = isResume
    self.logs = logs
    progress = NativeProgress(epochs: plan.epochs)
  }

  /// How the trainer is to run.
  mutating func options(folder: RunFolder, threads: Int) throws(TrainerError) -> TrainerOptions {
    var random = SystemRandomNumberGenerator()
    var options = TrainerOptions(
      runDirectory: folder.path, resumes: isResume, threads: threads,
      drawnSeed: Int(random.next() as UInt32), sessionID: Int(random.next() as UInt32), now: TensorBoardWriter.now)
    if FileSystem.kind(of: plan.model.base) == .file { display.show("hashing the base model", isLast: false) }
    options.metadata = try RunMetadata.entries(of: plan)
    return options
  }

  /// Shows and logs what happened.
  mutating func observe(_ event: TrainingEvent) {
    logs.note(event)
    if let line = progress.line(for: event, width: display.width) { display.show(line, isLast: isLast(event)) }
    switch event {
    case .preparing: if StopSignals.haveCome { endBeforeTraining() }
    case .started(let step, _, _): start(step)
    case .step(let report): (step, averageLoss) = (report.step, report.averageLoss)
    case .validated(let report):
      let moment = report.epoch == 0 ? "before training" : "step \(report.step)"
      display.note("\(moment): loss of held-out pictures \(Numbers.fixed(report.loss, 4))")
    case .sampled(let path, _, _, _, _): display.note("preview \(path)")
    case .saved(let path, _, _, let bytes): display.note("saved \(path), \(Numbers.bytes(bytes))")
    default: break
    }
  }

  /// Says what was made, where it is and what to do with it.
  mutating func summarize(_ folder: RunFolder) {
    let (seconds, _) = (ContinuousClock.now - begin).components
    let files = PlannedFiles(plan: plan).names
    var facts = ["\(Numbers.count(step - firstStep, "step")) in \(Numbers.duration(Double(seconds)))"]
    if let averageLoss { facts.append("average loss \(Numbers.fixed(averageLoss, 4))") }
    if let bytes = Machine.peakResidentBytes { facts.append("at most \(Numbers.bytes(bytes)) of memory") }
    display.note("finished: \(facts.joined(separator: ", "))")
    display.note("\(Numbers.count(files.count, "file")) in \(plan.save.directory)/, all as planned:")
    for file in files { Terminal.print(FilePaths.join(plan.save.directory, file)) }
    display.note("the run is kept in \(folder.path)/; losses: tensorboard --logdir \(logFolder(folder))")
    display.note(
      "to use it, copy it into your program's folder of LoRAs (AUTOMATIC1111: models/Lora, ComfyUI: models/loras)")
  }

  private func logFolder(_ folder: RunFolder) -> String { plan.log.directory ?? folder.path }

  private mutating func start(_ step: Int) {
    (self.step, firstStep) = (step, step)
    guard isResume else { return }
    display.note(
      step > 0
        ? "continuing after step \(Numbers.grouped(step))" : "no saved state was found: starting from the beginning")
  }

  private func isLast(_ event: TrainingEvent) -> Bool {
    switch event {
    case .preparing(_, let done, let total): done == total
    case .step(let report): report.step == plan.steps.total
    default: false
    }
  }

  /// Nothing was trained yet, so that nothing is lost; the trainer is asked only between steps.
  private mutating func endBeforeTraining() -> Never {
    display.clear()
    logs.note(.ended(step: 0, isFinished: false))
    Terminal.printError("stopped before the first step; nothing was trained")
    exit(ExitStatus.failedRun.rawValue)
  }
}

internal import LoracDiagnostics
internal import LoracFiles
internal import LoracJSON
internal import LoracKohya
internal import LoracLowering
internal import LoracPlan
internal import LoracPlanText
internal import LoracRunLog

/// Carries out a plan through sd-scripts.
struct KohyaBackend {
  /// The plan, with the run folder's logs.
  var plan: TrainingPlan
  /// Where the run is kept.
  var folder: RunFolder
  /// sd-scripts and accelerate.
  var installation: KohyaInstallation

  /// Looks for sd-scripts and what starts it.
  static func find(_ plan: TrainingPlan?) -> KohyaInstallation {
    let path = (Environment["PATH"] ?? "").split(separator: ":").map(String.init)
    var search = KohyaInstallation.Search(path: path)
    search.recipeFolder = plan?.run.sdScripts
    search.environmentFolder = Environment["LORAC_SD_SCRIPTS"]
    search.virtualEnvironment = Environment["VIRTUAL_ENV"]
    let script = plan?.model.family == .sdxl ? "sdxl_train_network.py" : "train_network.py"
    return KohyaInstallation.find(search, scriptNames: [script])
  }

  /// What keeps the plan from being run here, before anything is started.
  func obstacles() -> [EmissionProblem] {
    var problems: [EmissionProblem] = []
    func add(_ field: String, _ diagnostic: Diagnostic) {
      problems.append(EmissionProblem(field: field, diagnostic: diagnostic))
    }
    for problem in installation.problems { add("run.sd_scripts", .kohyaMissing(problem)) }
    if plan.train.mixedPrecision == "fp16", !Accelerators.arePresent {
      add("train.mixed_precision", .halfPrecisionOnCPU())
    }
    if let is2023 = installation.isOf2023, is2023 != (plan.run.sdScriptsVersion == "2023") {
      add("run.sd_scripts_version", .versionDiffers(foundIs2023: is2023))
    }
    return problems
  }

  /// The command, with its side files in the run folder.
  func emission(resuming state: ResumeState?, problems: inout [EmissionProblem]) -> KohyaEmission {
    var plan = plan
    if plan.log.tensorboard, plan.log.directory == nil { plan.log.directory = folder.file("logs") }
    let target = KohyaTarget(rawValue: plan.run.sdScriptsVersion) ?? .current
    var emission = KohyaEmission(
      plan, .init(target: target, scriptFolder: installation.scripts, sideFolder: folder.file("kohya")),
      problems: &problems)
    if let accelerate = installation.accelerate { emission.invocation.launcher = [accelerate, "launch"] }
    emission.invocation.arguments += state?.arguments ?? []
    return emission
  }

  /// Makes the folders that kohya expects to be there, and writes the side files.
  func prepare(_ emission: KohyaEmission, command: String) throws(FileError) {
    try folder.prepare(recipe: plan.recipeText, plan: (try? PlanFile.text(plan)) ?? "")
    try FileSystem.write(Array(command.utf8), to: folder.file("command.sh"))
    try FileSystem.createFolders(plan.save.directory)
    if plan.log.tensorboard { try FileSystem.createFolders(plan.log.directory ?? folder.file("logs")) }
    if !emission.sideFiles.isEmpty { try FileSystem.createFolders(folder.file("kohya")) }
    for file in emission.sideFiles {
      try FileSystem.write(Array(file.text.utf8), to: folder.file("kohya/\(file.name)"))
    }
  }

  /// How a run ended.
  struct Result {
    /// What went wrong, or looks wrong.
    var diagnostics: [Diagnostic]
    /// Whether all that was planned was done.
    var isComplete: Bool
  }

  /// Runs to the end.
  func run(_ emission: KohyaEmission) async -> Result {
    let log = KohyaEventLog(folder.events)
    log.write("environment", RunSurroundings.members(threads: plan.run.cpuThreads))
    log.write("start", [.init("backend", "kohya"), .init("total", .integer(plan.steps.total))])
    let signals = ReceivedSignals()
    defer { signals.stop() }
    var display = ProgressDisplay()
    let process = KohyaProcess(argumentVector: emission.invocation.argumentVector)
    let outcome: KohyaRun.Outcome
    do throws(KohyaProcess.StartError) {
      outcome = try await KohyaRun(process: process, logPath: folder.file("kohya.log"))
        .run(signals: signals.stream) { show($0, &display, log) }
    } catch {
      return Result(diagnostics: [.kohyaCannotStart(error)], isComplete: false)
    }
    display.clear()
    log.finishStep()
    if let error = outcome.logError {
      Terminal.printError("lorac: the log '\(error.path)' is incomplete: \(error.reason)")
    }
    let remarks = outcome.brokenLossStep.map { [Diagnostic.lossBroken(step: $0)] } ?? []
    guard !outcome.isFailure else {
      log.write("failed", [.init("status", .string(outcome.status.description))])
      let diagnostic = outcome.evidence.diagnostic(for: outcome.status, log: folder.file("kohya.log"))
      return Result(diagnostics: remarks + [diagnostic], isComplete: false)
    }
    let problems = PlannedFiles(plan: plan).problems()
    log.write(problems.isEmpty ? "finished" : "failed")
    return Result(diagnostics: remarks + problems, isComplete: problems.isEmpty)
  }

  private func show(_ event: TrainingEvent, _ display: inout ProgressDisplay, _ log: KohyaEventLog) {
    switch event {
    case .step(let step):
      display.show(step)
      log.step(step.step, averageLoss: step.averageLoss)
    case .progress(let progress): display.show(progress)
    case .epoch(let number, of: let count):
      log.write("epoch", [.init("epoch", .integer(number)), .init("of", .integer(count))])
    case .saving(let path):
      display.note("saved \(path)")
      log.write("save", [.init("file", .string(path))])
    case .removing(let path): log.write("remove", [.init("file", .string(path))])
    case .message(let level, let text) where level == .error || level == .critical: display.note("kohya: \(text)")
    default: break
    }
  }
}

internal import ArgumentParser
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracJSON
internal import LoracKohya
internal import LoracLowering
internal import LoracParallel
internal import LoracPlan
internal import LoracPlanText
internal import LoracReport
internal import LoracRunAdvice
internal import LoracRunHistory
internal import LoracRunLog

/// `lorac run`: carries out a recipe or a saved plan.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Train what a recipe or a saved plan says.",
    discussion: """
      Exit status: 0 trained, 1 errors found before the start, 2 wrong command line, 3 the training failed or was \
      stopped. The run folder keeps recipe, plan, logs and states. Ctrl-C finishes the step and saves the state; a second \
      one stops at once.
      """)

  /// Who trains.
  enum Backend: String, ExpressibleByArgument, CaseIterable {
    /// lorac itself.
    case native
    /// kohya's sd-scripts.
    case kohya
  }

  @OptionGroup var input: RecipeOrPlanOptions
  @OptionGroup var reports: ReportOptions

  @Option(help: ArgumentHelp("Who trains; the recipe says otherwise.", valueName: "backend"))
  var backend: Backend?

  @Option(
    help: ArgumentHelp("The run folder; runs/<name>/<time> otherwise.", valueName: "dir"), completion: .directory)
  var runDir: String?

  @Option(help: ArgumentHelp("Threads that compute; as many as there are processors otherwise.", valueName: "number"))
  var threads: Int?

  @Flag(help: "Continue from the newest saved state.")
  var resume = false

  @Flag(help: "Replace what an earlier run left.")
  var overwrite = false

  func validate() throws {
    if resume, overwrite { throw ValidationError("--resume and --overwrite contradict each other.") }
    if let threads, !Self.threadCounts.contains(threads) {
      throw ValidationError("--threads takes a number from 1 to \(Self.threadCounts.upperBound), not \(threads).")
    }
  }

  /// What `run.cpu_threads` may be, too.
  private static let threadCounts = 1...1024

  func run() async throws {
    var compilation = try Compilation.ofRecipeOrPlan(
      input.path, changes: input.changes, mode: .run, backend: checkedBackend)
    if compilation.needsOnlyPreparation { try prepare(&compilation) }
    if PlanFile.isPlan(input.path) { try reportStaleness(&compilation) }
    guard var plan = compilation.plan else { return try fail(compilation) }
    let chosen = backend?.rawValue ?? plan.run.backend
    guard chosen == "kohya" else { return try runHere(plan, &compilation) }
    if let threads { plan.run.cpuThreads = threads }
    try await runKohya(plan, &compilation)
  }

  /// Makes the copies that are missing, and plans anew with them.
  private func prepare(_ compilation: inout Compilation) throws {
    guard let recipe = compilation.recipe else { return }
    if case .incomplete(let diagnostics) = try PreparationSession(recipe: recipe).run() {
      let list = DiagnosticList(diagnostics)
      reports.report.writeError(list)
      throw list.hasErrors ? ExitStatus.errors : ExitStatus.failedRun
    }
    compilation = try Compilation.ofRecipeOrPlan(
      input.path, changes: input.changes, mode: .run, backend: checkedBackend)
  }

  private func runHere(_ plan: TrainingPlan, _ compilation: inout Compilation) throws {
    let mode: NativeBackend.Mode = resume ? .resume : overwrite ? .overwrite : .new
    let folder = NativeBackend.folder(given: runDir, plan: plan, mode: mode)
    let backend = NativeBackend(
      plan: plan, folder: folder, mode: mode, threads: threads ?? Machine.processorCount,
      resumeCommand: resumeCommand(folder))
    for problem in backend.obstacles() { compilation.report(problem.field, problem.diagnostic) }
    guard !compilation.diagnostics.hasErrors else { return try fail(compilation) }
    if backend.isFinished {
      reports.report.writeError(compilation.diagnostics)
      return Terminal.printError("the run in \(folder.path) is finished already; there is nothing to resume")
    }
    var lock: FolderLock?
    do throws(FileError) {
      lock = try backend.open()
    } catch {
      compilation.diagnostics.append(.cannotWrite(error))
      return try fail(compilation)
    }
    guard lock != nil else {
      compilation.diagnostics.append(.runFolderBusy(folder.path))
      return try fail(compilation)
    }
    reports.report.writeError(compilation.diagnostics)
    Terminal.printError("\(plan.name): \(Numbers.count(plan.steps.total, "step")), kept in \(folder.path)")
    let report = LiveReport(folder: folder.path)
    let keeper = report.begin()
    var list = DiagnosticList()
    list.append(contentsOf: withExtendedLifetime(lock) { backend.run() })
    keeper.stop()
    lock = nil
    reports.report.writeError(list)
    advise(folder)
    finish(report)
    if !list.sorted.allSatisfy({ $0.code == RunDiagnostics.logIncomplete }) { throw ExitStatus.failedRun }
  }

  /// Writes the last state of the report, after the folder was let go: until then the run counts as going on.
  private func finish(_ report: LiveReport) {
    do throws(FileError) {
      try report.update()
      Terminal.printError("report: \(report.path)")
    } catch {
      RunChoice.say(.reportNotWritten(error), reports)
    }
  }

  /// What resumes this run.
  private func resumeCommand(_ folder: RunFolder) -> String {
    var words = ["lorac", "run", input.path] + input.changes.flatMap { ["--set", $0] }
    if let backend { words += ["--backend", backend.rawValue] }
    // Another number of threads rounds sums differently.
    if let threads { words += ["--threads", String(threads)] }
    words += ["--run-dir", folder.path, "--resume"]
    return (try? Shell.bash.command([words], .oneLine)) ?? words.joined(separator: " ")
  }

  /// Whose capabilities are checked.
  private var checkedBackend: Compilation.Backend {
    switch backend {
    case nil: .ofRecipe
    case .native?: .native
    case .kohya?: .kohya
    }
  }

  private func runKohya(_ plan: TrainingPlan, _ compilation: inout Compilation) async throws {
    if resume, PlannedFiles(plan: plan).isFinished {
      reports.report.writeError(compilation.diagnostics)
      return Terminal.printError("'\(plan.name)' is finished already; there is nothing to resume")
    }
    let folder = runDir.map { RunFolder($0) } ?? RunFolder(newFor: plan.name)
    let backend = KohyaBackend(plan: plan, folder: folder, installation: KohyaBackend.find(plan))
    var problems = backend.obstacles()
    if !overwrite, !resume { problems += Occupation(plan: plan, folder: folder).problems() }
    let states = resume ? ResumeState.search(plan) : ResumeState.Search()
    if let newest = states.newest, states.usable == nil {
      problems.append(EmissionProblem(field: "save.state.every", diagnostic: .kohyaCannotResume(newest)))
    }
    let emission = backend.emission(resuming: states.usable, problems: &problems)
    for problem in problems { compilation.report(problem.field, problem.diagnostic) }
    guard !compilation.diagnostics.hasErrors else { return try fail(compilation) }
    var lock: FolderLock?
    do throws(FileError) {
      lock = try folder.lock()
      if lock != nil { try backend.prepare(emission, command: command(emission)) }
    } catch {
      compilation.diagnostics.append(.cannotWrite(error))
      return try fail(compilation)
    }
    guard lock != nil else {
      compilation.diagnostics.append(.runFolderBusy(folder.path))
      return try fail(compilation)
    }
    reports.report.writeError(compilation.diagnostics)
    announce(plan, folder, states)
    let report = LiveReport(folder: folder.path)
    let keeper = report.begin()
    let result = await backend.run(emission)
    withExtendedLifetime(lock) { keeper.stop() }
    lock = nil
    defer {
      advise(folder)
      finish(report)
    }
    try finish(result, plan)
  }

  /// Says how much the run's evidence shows, and how to see it.
  private func advise(_ folder: RunFolder) {
    guard let history = try? RunHistory.read(folder.path),
      let line = AdviceSummary.line(RunAdvice.findings(for: history))
    else { return }
    let command = (try? Shell.bash.command([["lorac", "advise", folder.path]], .oneLine)) ?? "lorac advise"
    Terminal.printError("\(line): \(command)")
  }

  private func command(_ emission: KohyaEmission) -> String {
    let text =
      (try? emission.invocation.commandText(.bash, .continued)) ?? emission.invocation.json.serialized(pretty: true)
    return text.hasSuffix("\n") ? text : text + "\n"
  }

  private func announce(_ plan: TrainingPlan, _ folder: RunFolder, _ states: ResumeState.Search) {
    Terminal.printError(
      "\(plan.name): \(Numbers.count(plan.steps.total, "step")) through kohya sd-scripts, kept in \(folder.path)")
    if let state = states.usable {
      if let newest = states.newest, newest != state.path {
        Terminal.printError("kohya would miscount the steps after \(newest)")
      }
      Terminal.printError("continuing from \(state.path), saved after step \(Numbers.grouped(state.step))")
    } else if resume {
      Terminal.printError("no saved state was found: starting from the beginning")
    }
  }

  private func finish(_ result: KohyaBackend.Result, _ plan: TrainingPlan) throws {
    reports.report.writeError(DiagnosticList(result.diagnostics))
    guard result.isComplete else { throw ExitStatus.failedRun }
    let files = PlannedFiles(plan: plan).names
    Terminal.printError("finished: \(Numbers.count(files.count, "file")) in \(plan.save.directory)/, all as planned")
    for file in files { Terminal.print(FilePaths.join(plan.save.directory, file)) }
  }

  /// Compares a saved plan with what its recipe would give now.
  private func reportStaleness(_ compilation: inout Compilation) throws {
    guard let saved = compilation.plan, let origin = saved.origin else { return }
    let fresh = Compilation(origin.recipe, changes: origin.changes, mode: .run, backend: checkedBackend)
    compilation.recipe = fresh.recipe
    compilation.sources = fresh.sources
    compilation.diagnostics.append(contentsOf: fresh.diagnostics)
    guard let now = fresh.plan else {
      compilation.plan = nil
      return
    }
    let difference = try PlanDifference(from: saved, to: now)
    guard !difference.isEmpty else { return }
    let lines = difference.text.split(separator: "\n").map(String.init)
    compilation.diagnostics.append(.stalePlan(input.path, recipe: origin.recipe, differences: lines))
    compilation.plan = nil
  }

  private func fail(_ compilation: Compilation) throws {
    reports.report.writeError(compilation.diagnostics)
    throw ExitStatus.errors
  }
}

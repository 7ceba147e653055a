internal import ArgumentParser
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracJSON
internal import LoracKohya
internal import LoracLowering
internal import LoracPlan
internal import LoracPlanText
internal import LoracRateFinder
internal import LoracRecipe
internal import LoracRecipeEdits
internal import LoracRunLog
internal import LoracSchema

/// `lorac lr-find`: finds the learning rate of a recipe.
struct LRFindCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lr-find",
    abstract: "Find the learning rate of a recipe.",
    discussion: """
      Trains the recipe with DAdaptation, rates of 1 and a constant schedule, until d·lr has risen and then stayed for 50 \
      steps and a third of all: that value is the U-Net's learning rate for AdamW8bit, a tenth of it the text encoder's, a \
      third of it Lion's. Where the loss rose meanwhile, all are half of that, or a tenth. Nothing else of the recipe \
      changes, and no LoRA is saved. --write puts the rates into the recipe and keeps its comments and layout; --from \
      reads the log of a run that was made before. The run is kept in runs/<name>-lr-find/<time> with lr-find.json.

      Exit status: 0 found, 1 errors before the start or in the recipe, 2 wrong command line, 3 not found.
      """)

  /// How the result is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// A page for people.
    case text
    /// JSON, as in lr-find.json.
    case json
  }

  @OptionGroup var input: RecipeOptions
  @OptionGroup var reports: ReportOptions

  @Option(
    help: ArgumentHelp(
      "Read the newest run with d·lr in a run folder, a folder of logs or an event file.", valueName: "log"),
    completion: .file())
  var from: String?

  @Option(help: ArgumentHelp("The largest number of steps.", valueName: "number"))
  var steps = 500

  @Option(help: ArgumentHelp("Who trains; the recipe says otherwise.", valueName: "backend"))
  var backend: RunCommand.Backend?

  @Option(
    help: ArgumentHelp("The run folder; runs/<name>-lr-find/<time> otherwise.", valueName: "dir"),
    completion: .directory)
  var runDir: String?

  @Option(help: ArgumentHelp("Threads that compute; as many as there are processors otherwise.", valueName: "number"))
  var threads: Int?

  @Option(help: ArgumentHelp("Lion's rate as a part of AdamW's: a number, or two with / between.", valueName: "factor"))
  var lionFactor = "1/3"

  @Flag(help: "Write the rates into the recipe.")
  var write = false

  @Option(help: ArgumentHelp("How the result is written.", valueName: "format"))
  var format: Format = .text

  /// A plateau must last 50 steps, and something must come before it.
  private static let fewestSteps = 60
  /// No estimate takes as long.
  private static let mostSteps = 1_000_000

  func validate() throws {
    if write, !input.changes.isEmpty {
      throw ValidationError(
        "--write and --set contradict each other: the rates would hold for the changed recipe, not for the file.")
    }
    if !(Self.fewestSteps...Self.mostSteps).contains(steps) {
      throw ValidationError(
        "--steps takes a number from \(Self.fewestSteps) to \(Numbers.grouped(Self.mostSteps)), not \(steps): "
          + "a plateau must last 50 steps.")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 1024, not \(threads).")
    }
    if lionShare == nil {
      throw ValidationError(
        "--lion-factor takes a number above 0 and at most 1, such as 0.1 or 1/3, not '\(lionFactor)'.")
    }
    if from != nil, runDir != nil || backend != nil {
      throw ValidationError("--from reads a log; --run-dir and --backend are for a new run.")
    }
  }

  /// `--lion-factor` as a number above 0 and at most 1.
  private var lionShare: Double? {
    let parts = lionFactor.split(separator: "/", omittingEmptySubsequences: false).map { Double($0) }
    let value: Double? =
      switch parts.count {
      case 1: parts[0]
      case 2: if let top = parts[0], let bottom = parts[1], bottom != 0 { top / bottom } else { nil }
      default: nil
      }
    return value.flatMap { $0 > 0 && $0 <= 1 ? $0 : nil }
  }

  func run() async throws {
    if let from { return try read(from) }
    let user = try resolved()
    let name = user[RecipeFields.name] ?? "recipe"
    let folder = runDir.map { RunFolder($0) } ?? RunFolder(newFor: "\(name)-\(ProbeLayers.name)")
    let chosen = backend?.rawValue ?? user.value(RunFields.backend)
    if folder.isOccupied { throw fail(DiagnosticList([.runFolderOccupied(folder.path, isReplaceable: false)])) }
    let plan = try plan(user, chosen, folder)
    let probe = RateProbe(plan, folder: folder)
    let outcome =
      chosen == "kohya" ? try await runKohya(probe) : try runHere(probe)
    reports.report.writeError(DiagnosticList(outcome.diagnostics))
    guard let logged = outcome.logged else {
      if outcome.ending == "stopped" { reports.report.writeError(DiagnosticList([.searchStopped(RateCurve())])) }
      throw ExitStatus.failedRun
    }
    var report = RateReport(
      name: name, folder: folder.path, ending: outcome.ending, logged: logged, verdict: outcome.verdict)
    report.backend = chosen
    report.limit = steps
    let problem = outcome.ending == "stopped" ? Diagnostic.searchStopped(logged.curve) : nil
    try finish(&report, user, folder: folder, problem: problem)
  }

  // MARK: The recipe

  /// The recipe as the user wrote it.
  private func resolved() throws -> Recipe {
    let compilation = Compilation(resolving: input.recipe, changes: input.changes)
    guard let recipe = compilation.recipe, !compilation.diagnostics.hasErrors else {
      reports.report.writeError(compilation.diagnostics)
      throw ExitStatus.errors
    }
    return recipe
  }

  /// The plan of the recipe with the probe's values laid over it.
  private func plan(_ user: Recipe, _ chosen: String, _ folder: RunFolder) throws -> TrainingPlan {
    let directory = RateProbe.directory(of: folder, backend: chosen)
    let overlays = ProbeLayers(user, steps: steps, folder: directory).texts.map {
      SourceFile(name: ProbeLayers.name, kind: .preset, text: $0)
    }
    func compile() -> Compilation {
      Compilation(
        input.recipe, changes: input.changes, overlays: overlays, mode: .run,
        backend: chosen == "kohya" ? .kohya : .native)
    }
    var compilation = compile()
    if compilation.needsOnlyPreparation, let recipe = compilation.recipe {
      if case .incomplete(let diagnostics) = try PreparationSession(recipe: recipe).run() {
        reports.report.writeError(DiagnosticList(diagnostics))
        throw ExitStatus.errors
      }
      compilation = compile()
    }
    guard let plan = compilation.plan else { throw fail(compilation.diagnostics) }
    return plan
  }

  /// Writes the errors; warnings about the probe's own values would only confuse.
  private func fail(_ diagnostics: DiagnosticList) -> ExitStatus {
    reports.report.writeError(DiagnosticList(diagnostics.sorted.filter { $0.severity == .error }))
    return .errors
  }

  // MARK: Training

  private func runHere(_ probe: RateProbe) throws -> RateProbe.Outcome {
    let backend = NativeBackend(
      plan: probe.plan, folder: probe.folder, mode: .new, threads: threads ?? Machine.processorCount, resumeCommand: "")
    let problems = DiagnosticList(backend.obstacles().map(\.diagnostic))
    if problems.hasErrors { throw fail(problems) }
    let lock: FolderLock?
    do throws(FileError) {
      lock = try backend.open()
    } catch {
      throw fail(DiagnosticList([.cannotWrite(error)]))
    }
    guard let lock else { throw fail(DiagnosticList([.runFolderBusy(probe.folder.path)])) }
    announce(probe, "")
    return withExtendedLifetime(lock) { probe.runHere(threads: backend.threads) }
  }

  private func runKohya(_ probe: RateProbe) async throws -> RateProbe.Outcome {
    let backend = KohyaBackend(plan: probe.plan, folder: probe.folder, installation: KohyaBackend.find(probe.plan))
    var problems = backend.obstacles() + Occupation(plan: probe.plan, folder: probe.folder).problems()
    let emission = backend.emission(resuming: nil, problems: &problems)
    let diagnostics = DiagnosticList(problems.map(\.diagnostic))
    if diagnostics.hasErrors { throw fail(diagnostics) }
    do throws(FileError) {
      let command = (try? emission.invocation.commandText(.bash, .continued)) ?? ""
      try backend.prepare(emission, command: command)
    } catch {
      throw fail(DiagnosticList([.cannotWrite(error)]))
    }
    announce(probe, " through kohya sd-scripts")
    return await probe.run(emission)
  }

  private func announce(_ probe: RateProbe, _ trainer: String) {
    Terminal.printError(
      "\(probe.plan.name): DAdaptation until d·lr stays where it is, at most \(Numbers.count(steps, "step"))\(trainer), "
        + "kept in \(probe.folder.path)")
  }

  // MARK: The result

  /// Reads a log.
  private func read(_ path: String) throws {
    let log = RateLog(path)
    reports.report.writeError(DiagnosticList(log.diagnostics))
    guard let logged = log.logged else { throw ExitStatus.errors }
    let hasRecipe = FileSystem.kind(of: input.recipe) == .file || input.recipe != "recipe.yaml"
    let user = hasRecipe ? try resolved() : nil
    if write, user == nil {
      throw ValidationError("--write needs a recipe: lorac lr-find recipe.yaml --from … --write")
    }
    var report = RateReport(
      name: user?[RecipeFields.name] ?? FilePaths.name(of: path), folder: log.place, ending: "read", logged: logged,
      verdict: PlateauCriterion().judge(logged.curve))
    try finish(&report, user, folder: nil, problem: nil)
  }

  /// Adds rates and edits, writes what is to be written, and shows it all.
  private func finish(
    _ report: inout RateReport, _ user: Recipe?, folder: RunFolder?, problem: Diagnostic?
  ) throws {
    var diagnostics: [Diagnostic] = []
    if user != nil { report.recipe = input.recipe }
    if case .plateau(let plateau) = report.verdict {
      let networks = user.map { RecipeRates($0).networks } ?? (report.logged.network == .unet ? .both : .textEncoder)
      report.rates = SuggestedRates(
        height: plateau.height, networks: networks, lionFactor: lionShare ?? SuggestedRates.lionFactor,
        share: report.logged.loss?.advisedShare ?? 1)
      if let user { diagnostics += edit(&report, user) }
    } else {
      let more = min(max(steps, report.logged.curve.lastStep) * 2, Self.mostSteps)
      let help =
        from == nil
        ? "more steps: lorac lr-find \(input.recipe) --steps \(more)"
        : "read the log of a longer run with DAdaptation, or let lorac search: lorac lr-find \(input.recipe)"
      diagnostics += [problem ?? Diagnostic.noPlateau(report.verdict, report.logged.curve, help: help)].compactMap(
        \.self)
    }
    if let folder {
      let text = report.json.serialized(pretty: true) + "\n"
      do throws(FileError) {
        try FileSystem.write(Array(text.utf8), to: folder.file("lr-find.json"))
      } catch {
        diagnostics.append(.cannotWrite(error))
      }
    }
    switch format {
    case .text: Terminal.write(report.text(columns: Terminal.width))
    case .json: Terminal.print(report.json.serialized(pretty: true))
    }
    let all = DiagnosticList(diagnostics)
    reports.report.writeError(all)
    guard case .plateau = report.verdict else { throw ExitStatus.failedRun }
    if all.hasErrors || write && !report.isWritten && !report.isKnown { throw ExitStatus.errors }
  }

  /// Puts the rates into the recipe's text, and into its file if that is wanted.
  private func edit(_ report: inout RateReport, _ user: Recipe) -> [Diagnostic] {
    let recipeRates = RecipeRates(user)
    guard let rates = report.rates else { return [] }
    guard let row = recipeRates.row(of: rates) else { return [.noRateForOptimizer(recipeRates.optimizer)] }
    report.row = row
    report.edits = recipeRates.edits(for: row)
    report.keptShare = recipeRates.keptShare
    let editing = RateEditing(path: input.recipe, edits: report.edits)
    switch editing.run() {
    case .refused(let diagnostic): return [diagnostic]
    case .edited(let edited):
      report.diff = edited.diff
      report.isKnown = edited.diff.isEmpty
      guard write, !edited.diff.isEmpty else { return [] }
      if let diagnostic = editing.write(edited) { return [diagnostic] }
      report.isWritten = true
      return []
    }
  }
}

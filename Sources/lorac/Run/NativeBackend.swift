internal import LoracDiagnostics
internal import LoracFiles
internal import LoracKohya
internal import LoracPlan
internal import LoracPlanText
internal import LoracRunLog
internal import LoracTensor
internal import LoracTrainer
internal import LoracWeights

/// Carries out a plan here, without Python.
struct NativeBackend {
  /// The plan.
  var plan: TrainingPlan
  /// Where the run is kept.
  var folder: RunFolder
  /// What goes on from here: nothing, an unfinished run, or a run that is replaced.
  var mode: Mode
  /// How many threads compute, at least 1.
  var threads: Int
  /// The words that resume the run, as one types them.
  var resumeCommand: String

  /// What becomes of an earlier run.
  enum Mode {
    /// There must be none.
    case new
    /// It goes on.
    case resume
    /// It is replaced.
    case overwrite
  }

  /// The folder that `given` or the plan's name stands for.
  static func folder(given: String?, plan: TrainingPlan, mode: Mode) -> RunFolder {
    if let given { return RunFolder(given) }
    if case .resume = mode, let newest = RunFolder(newestOf: plan.name) { return newest }
    return RunFolder(newFor: plan.name)
  }

  /// Whether the run that is to be resumed did all that was planned.
  var isFinished: Bool {
    guard case .resume = mode else { return false }
    return folder.isFinished && PlannedFiles(plan: plan).isFinished
  }

  /// Why the run may not begin; empty if it may.
  func obstacles() -> [EmissionProblem] {
    Machine.chooseProducts()
    let missing = BLAS.problem.map { EmissionProblem(field: "", diagnostic: .noBLAS($0)) }
    return [missing].compactMap(\.self) + model() + replacements()
  }

  /// What is wrong with the base model's tensors, or worth knowing; planning looks at a few of them only.
  private func model() -> [EmissionProblem] {
    let (path, autoencoder) = (plan.model.base, plan.model.vae)
    do throws(BaseModelError) {
      let weights = try BaseModelWeights.open(path, vae: autoencoder)
      let unused = Diagnostic.unusedTensors(of: weights, path: path)
      return unused.map { [EmissionProblem(field: "model.base", diagnostic: $0)] } ?? []
    } catch {
      var field = "model.base"
      if case .file(_, let file) = error, let autoencoder, file.hasPrefix(autoencoder) { field = "model.vae" }
      return Diagnostic.baseModel(error).map { EmissionProblem(field: field, diagnostic: $0) }
    }
  }

  /// What an earlier run has to say to this one.
  private func replacements() -> [EmissionProblem] {
    switch mode {
    case .new: Occupation(plan: plan, folder: folder).problems()
    case .resume: differences().map { [EmissionProblem(field: "", diagnostic: $0)] } ?? []
    case .overwrite: []
    }
  }

  /// How the run in the folder differs from the plan; nil if it does not, or if there is none.
  private func differences() -> Diagnostic? {
    guard folder.holdsRun else { return nil }
    do {
      let difference = try PlanDifference(from: try PlanFile.read(folder.plan), to: plan)
      let lines = difference.text.split(separator: "\n").map(String.init)
      return difference.isEmpty ? nil : .resumesOther(folder.path, differences: lines)
    } catch let problem as PlanFile.Problem {
      return .resumesUnknown(folder.path, problem.message)
    } catch {
      return .resumesUnknown(folder.path, "\(error)")
    }
  }

  /// Takes the run folder and makes it ready; nil if another process has it.
  func open() throws(FileError) -> FolderLock? {
    guard let lock = try folder.lock() else { return nil }
    if case .overwrite = mode { try folder.clear() }
    try folder.removeLeftovers(outputs: PlannedFiles(plan: plan).allPaths)
    if plan.data.cacheLatents == "disk" { try RunFolder.removeCacheLeftovers(in: imageFolders) }
    // Better known now than after hours of training.
    try FileSystem.createFolders(plan.save.directory)
    if !folder.holdsRun {
      try folder.prepare(
        recipe: plan.recipeText, plan: (try? PlanFile.text(plan)) ?? "", folders: ["samples", "state"])
    }
    return lock
  }

  /// The folders that hold images.
  private var imageFolders: Set<String> {
    Set(plan.data.datasets.flatMap { $0.folders.map(\.path) })
  }

  /// Trains to the end, or until a signal asks to stop; says how it ended.
  func run() -> [Diagnostic] {
    let logs: NativeLogs
    do throws(FileError) {
      logs = try NativeLogs(plan: plan, folder: folder, isResumed: mode.resumes, threads: threads)
    } catch {
      return [.cannotWrite(error)]
    }
    StopSignals.begin()
    defer { StopSignals.end() }
    var session = NativeSession(plan: plan, isResume: mode.resumes, logs: logs)
    let outcome: Trainer.Outcome
    do throws(TrainerError) {
      let trainer = Trainer(plan: plan, options: try session.options(folder: folder, threads: threads))
      outcome = try trainer.run(observe: { session.observe($0) }, shouldStop: { StopSignals.haveCome })
    } catch {
      session.display.clear()
      let diagnostics = error.diagnostics
      logs.fail(diagnostics.first)
      return logs.problems + diagnostics
    }
    session.display.clear()
    switch outcome {
    case .stopped(let state):
      return logs.problems + [
        .runStopped(
          after: "\(Numbers.grouped(session.step)) of \(Numbers.grouped(plan.steps.total))", state: state,
          resumeCommand: resumeCommand)
      ]
    case .finished:
      // The run is finished all the same if one cannot be removed.
      try? folder.removeStates(exceptOf: Set(plan.saves.filter { $0.state != nil }.map(\.step)))
      let problems = logs.problems + PlannedFiles(plan: plan).problems()
      if !problems.contains(where: { $0.severity == .error }) { session.summarize(folder) }
      return problems
    }
  }
}

extension NativeBackend.Mode {
  /// Whether an earlier run goes on.
  var resumes: Bool { if case .resume = self { true } else { false } }
}

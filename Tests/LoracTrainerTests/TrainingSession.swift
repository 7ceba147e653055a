import LoracPlan
import LoracTestSupport
import LoracTrainer
import Testing

/// One test's runs of one plan, in a folder of its own.
struct TrainingSession: ~Copyable {
  /// Changes to recipes that make all pictures equally small, for tests that ask for nothing else.
  static let small = ["dataset.resolution=64", "dataset.buckets.enabled=false"]

  let folder: TemporaryDirectory
  var plan: TrainingPlan
  /// Everything that was told, run after run.
  private(set) var events: [TrainingEvent] = []
  /// Called at each epoch's end, before its files are saved.
  var onEpochEnd: (Int) -> Void = { _ in }

  /// A session for a recipe of the folder `Recipes`.
  init(_ recipe: String, _ changes: [String] = []) throws {
    let bench = try #require(Workbench.current)
    // Below the workbench, so that recipes find base model and pictures beside their folder.
    let folder = try TemporaryDirectory(below: bench.path)
    plan = try bench.plan(recipe, in: folder.path, changes)
    self.folder = folder
  }

  /// Trains until the end or until `stop` steps are done; starts from the state if it resumes.
  @discardableResult
  mutating func train(
    resumes: Bool = false, until stop: Int = .max, mostPreviews: Int = .max, threads: Int = 1
  ) throws(TrainerError) -> Trainer.Outcome {
    let options = TrainerOptions(
      runDirectory: "\(folder.path)/run", resumes: resumes, threads: threads, drawnSeed: 1, sessionID: 1, now: { 0 })
    var (events, step, isPreviewing) = (self.events, 0, false)
    var made = 0
    let onEpochEnd = self.onEpochEnd
    defer { self.events = events }
    return try Trainer(plan: plan, options: options).run(
      observe: { event in
        if case .step(let report) = event { step = report.step }
        if case .sampling(_, _, let done, _) = event { isPreviewing = done > 0 }
        if case .sampled = event { (isPreviewing, made) = (false, made + 1) }
        if case .started(let first, _, _) = event { step = first }
        if case .epochEnded(let epoch, _, _) = event { onEpochEnd(epoch) }
        events.append(event)
      }, shouldStop: { step >= stop || isPreviewing && made >= mostPreviews })
  }

  /// Removes everything that runs wrote.
  mutating func clear() {
    removeTree("\(folder.path)/run")
    removeTree("\(folder.path)/out")
    events = []
  }

  /// The reports of all steps.
  var steps: [StepReport] {
    events.compactMap { if case .step(let report) = $0 { report } else { nil } }
  }

  /// The results of validation.
  var validations: [ValidationReport] {
    events.compactMap { if case .validated(let report) = $0 { report } else { nil } }
  }

  /// The previews that were told of.
  var previews: [(name: String, prompt: Int)] {
    events.compactMap {
      if case .sampled(let path, _, _, let prompt, _) = $0 {
        (String(path.split(separator: "/").last ?? ""), prompt)
      } else {
        nil
      }
    }
  }

  /// The files of previews by name.
  var sampleFiles: [String: [UInt8]] {
    let folder = "\(self.folder.path)/run/samples"
    let names = (try? namesInFolder(folder)) ?? []
    return Dictionary(uniqueKeysWithValues: names.map { ($0, (try? readFile("\(folder)/\($0)")) ?? []) })
  }

  /// The files of results by name.
  var files: [String: [UInt8]] {
    let names = (try? namesInFolder("\(folder.path)/out")) ?? []
    return Dictionary(uniqueKeysWithValues: names.map { ($0, (try? readFile("\(folder.path)/out/\($0)")) ?? []) })
  }

  /// The names of the saved states.
  var states: [String] { (try? namesInFolder("\(folder.path)/run/state")) ?? [] }

  /// The path of a saved state.
  func state(_ step: Int) -> String { "\(folder.path)/run/state/step0000000\(step).safetensors" }
}

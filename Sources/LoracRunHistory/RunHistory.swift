package import LoracFiles
package import LoracJSON
package import LoracPlan
internal import LoracPlanText

/// A run folder read back: what was planned, what happened, and what came of it.
///
/// Reading needs no training code and writes nothing; a run that goes on may be read at any moment. Only the plan's file
/// must be there, since it makes a folder a run's; everything else may be missing or broken.
package struct RunHistory: Sendable {
  /// Why a folder cannot be read.
  package enum Problem: Error, Sendable, Hashable {
    /// The folder holds no run: there is no `plan.json` in it.
    case noRun(String)
    /// The system refused.
    case file(FileError)
  }

  /// The run folder.
  package let folder: String
  /// The plan; nil if this lorac cannot read it.
  package let plan: TrainingPlan?
  /// Why the plan cannot be read, as in `is not a plan: …`.
  package let planProblem: String?
  /// The recipe's bytes as text, repaired where they are no UTF-8; nil if the folder does not have it.
  package let recipe: String?
  /// The command of a run through kohya, for a shell.
  package let command: String?
  /// The log; of a run through kohya with what its TensorBoard files and the plan add.
  package private(set) var events: RunEvents
  /// Previews in order of step and prompt, each with the path of its picture.
  package private(set) var samples: [SampleRecord] = []
  /// `effect/effect.json`, what `lorac test` measured; nil if there is none.
  package private(set) var effect: JSONValue?
  /// `lr-find.json`, what `lorac lr-find` found; nil if there is none.
  package private(set) var rateSearch: JSONValue?
  /// Whether a process has the folder now.
  package private(set) var isOccupied = false

  private var reader: EventReader
  /// The log alone, to which lines are added.
  private var ownEvents: RunEvents
  private var scalars: KohyaScalarLog
  private let planTime: Double

  /// Reads the run folder at `folder`.
  package static func read(_ folder: String, keeping detail: RunEvents.Detail = .all) throws(Problem) -> RunHistory {
    var history = try RunHistory(folder, detail)
    try history.refresh()
    return history
  }

  private init(_ path: String, _ detail: RunEvents.Detail) throws(Problem) {
    folder = FilePaths.clean(path)
    let planPath = "\(folder)/plan.json"
    guard FileSystem.kind(of: planPath) == .file else { throw .noRun(path) }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileSystem.read(planPath, limit: PlanDocument.byteLimit)
    } catch {
      throw .file(error)
    }
    var (plan, problem): (TrainingPlan?, String?)
    do throws(PlanDocument.Problem) { plan = try PlanDocument.read(bytes) } catch { problem = error.message }
    (self.plan, planProblem) = (plan, problem)
    planTime = Double(FileSystem.modificationTime(of: planPath) ?? 0) / 1e9
    recipe = Self.text("\(folder)/recipe.yaml")
    command = Self.text("\(folder)/command.sh")
    events = RunEvents(keeping: detail)
    ownEvents = events
    scalars = KohyaScalarLog(plan?.log.directory ?? "\(folder)/logs")
    reader = EventReader("\(folder)/events.jsonl")
  }

  /// Reads what came since the last time; whether there was anything.
  @discardableResult
  package mutating func refresh() throws(Problem) -> Bool {
    var isNew = false
    // Asked before the log is read: a process writes its last line before it lets the folder go.
    let occupied = FolderLock.isTaken(folder)
    do throws(FileError) {
      switch try reader.read() {
      case .nothing: break
      case .lines(let lines):
        ownEvents.read(lines)
        isNew = true
      case .restart(let lines):
        ownEvents = RunEvents(keeping: events.detail)
        ownEvents.read(lines)
        isNew = true
      }
    } catch {
      throw .file(error)
    }
    let before = events.steps.count
    complete()
    isNew = isNew || events.steps.count != before
    let side = (samples, effect, rateSearch, isOccupied)
    isOccupied = occupied
    samples = SampleSearch(history: self).samples()
    effect = Self.json("\(folder)/effect/effect.json")
    rateSearch = Self.json("\(folder)/lr-find.json")
    return isNew || side != (samples, effect, rateSearch, isOccupied)
  }

  /// Fills in what kohya's output does not tell: after which step a file was saved, by the plan; losses of single steps and
  /// rates, by its TensorBoard files.
  private mutating func complete() {
    events = ownEvents
    guard backend == "kohya" else { return }
    for index in events.saves.indices where events.saves[index].step == nil {
      let name = FilePaths.name(of: events.saves[index].file)
      guard let point = plan?.saves.first(where: { $0.file == name }) else { continue }
      events.saves[index].step = point.step
      events.saves[index].epoch = point.epoch
    }
    // The last step alone needs none of it.
    guard case .all = events.detail else { return }
    scalars.update()
    events.steps = scalars.complete(events.steps, began: began, stepsPerEpoch: plan?.steps.perEpoch)
  }

  private static func text(_ path: String) -> String? {
    (try? FileSystem.read(path, limit: 1 << 24)).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func json(_ path: String) -> JSONValue? {
    (try? FileSystem.read(path, limit: 1 << 26)).flatMap { try? JSONValue.parse($0) }
  }
}

extension RunHistory {
  /// The run's name: the plan's, or the folder's if the plan cannot be read.
  package var name: String { plan?.name ?? FilePaths.name(of: folder) }

  /// When the run began, in seconds since 1970; when its plan was written, if the log does not tell.
  package var began: Double { events.began ?? planTime }

  /// When the last line of the log was written, in seconds since 1970: pauses between processes count.
  package var lastMoment: Double {
    let (moment, seconds) = events.newestBeginning ?? (began, 0)
    return moment + events.seconds - seconds
  }

  /// How the run ended, or that it goes on.
  package var outcome: RunOutcome {
    if isOccupied { return .running }
    // A search is stopped when it has its answer.
    if rateSearch?["verdict"] == "plateau" { return .finished }
    switch events.end {
    case .finished?: return .finished
    case .stopped?: return .stopped
    case .failed(let code, let message)?: return .failed(code: code, message: message)
    case nil: return isLogEndBroken ? .unknown : .interrupted
    }
  }

  /// Where the log is damaged: the first line, from 1, that cannot be read; nil if it is whole.
  ///
  /// A last line that was only begun, as by a process that was killed, is no damage.
  package var damagedLogLine: Int? {
    events.unreadable?.first ?? (reader.isRestBroken ? events.lineCount + 1 : nil)
  }

  /// Whether the end of the log cannot be read.
  private var isLogEndBroken: Bool {
    reader.isRestBroken || events.unreadable.map { $0.last == events.lineCount } ?? false
  }

  /// Who trains: `native` or `kohya`.
  package var backend: String? { events.backend ?? plan?.run.backend }

  /// All optimizer steps that are planned; 0 if nothing tells.
  package var totalSteps: Int { plan?.steps.total ?? events.totalSteps ?? 0 }

  /// Optimizer steps that are done.
  package var stepsDone: Int { events.steps.last?.step ?? 0 }

  /// kohya's average loss after the last step; NaN if it is no number, nil before the first.
  package var averageLoss: Double? { events.steps.last?.averageLoss }

  /// The last loss of held-out pictures.
  package var heldOutLoss: Double? { events.validations.last?.loss }

  /// The picture of the effect test's grid; nil if there is none.
  package var effectGrid: String? {
    let path = "\(folder)/effect/grid.png"
    return FileSystem.kind(of: path) == .file ? path : nil
  }

  /// The path of a file that the run names, from here: as the run wrote it, or beside the run folder's parents.
  ///
  /// A run names its files from the folder where it was started, which holds `runs/`. Nil if it is not to be found.
  package func path(of file: String) -> String? {
    if FileSystem.kind(of: file) == .file { return file }
    guard !FilePaths.isAbsolute(file) else { return nil }
    var base = folder
    for _ in 0..<4 {
      let candidate = FilePaths.join(base, file)
      if FileSystem.kind(of: candidate) == .file { return candidate }
      let parent = FilePaths.join(base, "..")
      guard parent != base else { break }
      base = parent
    }
    return nil
  }
}

internal import Glibc
package import LoracFiles

/// The folder that keeps what a run was and did.
package struct RunFolder: Sendable, Hashable {
  /// The folder.
  package let path: String

  /// The folder at `path`, which need not be there yet.
  package init(_ path: String) { self.path = FilePaths.clean(path) }

  /// A new folder `runs/<name>/<stamp>` for a run that begins now.
  package init(newFor name: String) {
    let stamped = "\(Self.runs(of: name))/\(Self.stamp())"
    let candidates = [stamped] + (2..<100).map { "\(stamped)-\($0)" }
    self.init(candidates.first { FileSystem.kind(of: $0) == nil } ?? stamped)
  }

  /// The folder of the newest run of `name` below `runs`; nil if there is none.
  package init?(newestOf name: String) {
    let runs = Self.runs(of: name)
    let names = (try? FileSystem.names(in: runs)) ?? []
    let folders = names.map { RunFolder("\(runs)/\($0)") }
    guard let newest = folders.last(where: \.holdsRun) else { return nil }
    self = newest
  }

  /// The path of a file inside.
  package func file(_ name: String) -> String { "\(path)/\(name)" }

  /// The optimizer states.
  package var states: String { file("state") }
  /// The log of events.
  package var events: String { file("events.jsonl") }
  /// The plan.
  package var plan: String { file("plan.json") }

  /// Whether something is in it already.
  package var isOccupied: Bool { ((try? FileSystem.names(in: path)) ?? []).isEmpty == false }

  /// Whether lorac made it for a run.
  package var holdsRun: Bool { FileSystem.kind(of: plan) == .file }

  /// Whether the run in it did all that was planned.
  package var isFinished: Bool {
    guard let bytes = try? FileSystem.read(events) else { return false }
    return EventLines(bytes).lastEvent == EventLog.finished
  }

  /// Takes the folder for this process, making it where it is missing; nil if another process has it.
  package func lock() throws(FileError) -> FolderLock? {
    try FileSystem.createFolders(path)
    return try FolderLock(path)
  }

  /// Writes what the run is, the recipe as given and the plan, and makes `folders` inside.
  package func prepare(recipe: [UInt8]?, plan text: String, folders: [String] = []) throws(FileError) {
    try FileSystem.createFolders(path)
    if let recipe { try FileSystem.write(recipe, to: file("recipe.yaml")) }
    for folder in folders { try FileSystem.createFolders(file(folder)) }
    // The plan comes last: with it the folder is a run's.
    try FileSystem.write(Array(text.utf8), to: plan)
  }

  /// Removes what an earlier run left, and nothing else; a folder that holds no run stays as it is.
  package func clear() throws(FileError) {
    guard holdsRun else { return }
    // The plan goes last, so that a folder half cleared is cleared the next time.
    for name in try FileSystem.names(in: path) where Self.isOfRun(name) { try FileSystem.remove(file(name)) }
    try FileSystem.remove(plan)
  }

  /// Removes the half-written files of processes that were killed, here and beside `outputs`.
  ///
  /// Call it only while the folder is locked. `FileSystem.write` writes to `<name>.<process>.tmp` first.
  package func removeLeftovers(outputs: [String] = []) throws(FileError) {
    for folder in [path, states] {
      for name in (try? FileSystem.names(in: folder)) ?? [] where Self.isTemporary(name) {
        try FileSystem.remove("\(folder)/\(name)")
      }
    }
    for folder in Set(outputs.map(FilePaths.parent)).sorted() {
      let wanted = Set(outputs.filter { FilePaths.parent(of: $0) == folder }.map(FilePaths.name))
      for name in (try? FileSystem.names(in: folder)) ?? [] where Self.isTemporary(name, of: wanted) {
        try FileSystem.remove(FilePaths.join(folder, name))
      }
    }
  }

  /// Removes half-written latent caches in `folders`, which may be other runs' too: those of processes that are gone.
  package static func removeCacheLeftovers(in folders: Set<String>) throws(FileError) {
    for folder in folders.sorted() {
      for name in (try? FileSystem.names(in: folder)) ?? [] {
        guard let match = name.wholeMatch(of: /.+\.npz\.([0-9]+)\.tmp/), let process = pid_t(match.output.1) else {
          continue
        }
        if kill(process, 0) != 0, errno == ESRCH { try FileSystem.remove(FilePaths.join(folder, name)) }
      }
    }
  }

  /// Removes the states of a finished run that were saved because it was stopped; those of `steps` were planned.
  package func removeStates(exceptOf steps: Set<Int>) throws(FileError) {
    for name in (try? FileSystem.names(in: states)) ?? [] {
      guard let match = name.wholeMatch(of: /step([0-9]+)\.safetensors/), let step = Int(match.output.1) else {
        continue
      }
      if !steps.contains(step) { try FileSystem.remove("\(states)/\(name)") }
    }
  }

  private static func runs(of name: String) -> String { "runs/\(name.replacing("/", with: "_"))" }

  private static func isOfRun(_ name: String) -> Bool {
    [
      "command.sh", "effect", "events.jsonl", "kohya", "kohya.log", "logs", "lr-find.json", "recipe.yaml",
      "report.html",
      "samples", "state",
    ].contains(name) || name.hasPrefix("events.out.tfevents.") || isTemporary(name)
  }

  /// Whether `name` is a temporary file, of one of `names` if they are given.
  private static func isTemporary(_ name: String, of names: Set<String>? = nil) -> Bool {
    guard let match = name.wholeMatch(of: /(.+)\.[0-9]+\.tmp/) else { return false }
    return names?.contains(String(match.output.1)) ?? true
  }

  private static func stamp() -> String { LocalTime.text(Double(time(nil)), "%Y%m%d-%H%M%S") }
}

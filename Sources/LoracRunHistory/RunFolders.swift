internal import LoracFiles

/// Where runs are kept.
package enum RunFolders {
  /// The folders of runs below `root`, at most two levels down, as `lorac run` lays them out; sorted by path.
  ///
  /// A run's own folder has no runs inside. Empty if `root` is no folder.
  package static func all(below root: String = "runs") -> [String] { search(root, depth: 2) }

  /// The run folder that `path` means: itself if it holds a run, otherwise the newest below it; nil if there is none.
  ///
  /// Searches for the learning rate count only if there is nothing else, or if they are wanted as well: who asks for the
  /// newest run means a training.
  package static func newest(below path: String = "runs", withSearches: Bool = false) -> String? {
    if holdsRun(path) { return FilePaths.clean(path) }
    let all = all(below: path)
    let trainings = withSearches ? all : all.filter { !isRateSearch($0) }
    return (trainings.isEmpty ? all : trainings).map { ($0, time(of: $0)) }.max { ($0.1, $0.0) < ($1.1, $1.0) }?.0
  }

  /// The newest run that `given` means, a folder or a name below `root`; nil if there is none.
  package static func named(_ given: String, below root: String = "runs") -> String? {
    newest(below: given) ?? newest(below: FilePaths.join(root, given))
  }

  /// Whether the run in `folder` is a search for the learning rate, which lies in `runs/<name>-lr-find/` unless its folder
  /// was chosen.
  package static func isRateSearch(_ folder: String) -> Bool {
    FileSystem.kind(of: "\(folder)/lr-find.json") == .file
      || FilePaths.name(of: FilePaths.parent(of: folder)).hasSuffix("-lr-find")
  }

  /// Whether the folder at `path` was made for a run.
  package static func holdsRun(_ path: String) -> Bool { FileSystem.kind(of: "\(path)/plan.json") == .file }

  /// Whether the folder at `path` has a run's log but not its plan, without which it cannot be shown.
  package static func lacksPlan(_ path: String) -> Bool {
    !holdsRun(path) && FileSystem.kind(of: "\(path)/events.jsonl") == .file
  }

  private static func search(_ folder: String, depth: Int) -> [String] {
    guard depth > 0 else { return [] }
    let names = (try? FileSystem.names(in: folder)) ?? []
    return names.map { FilePaths.join(folder, $0) }.flatMap { path in
      guard FileSystem.kind(of: path) == .folder else { return [String]() }
      return holdsRun(path) ? [path] : search(path, depth: depth - 1)
    }
  }

  /// When something last happened to a run.
  private static func time(of folder: String) -> Int64 {
    let files = ["events.jsonl", "plan.json"].compactMap { FileSystem.modificationTime(of: "\(folder)/\($0)") }
    return files.max() ?? 0
  }
}

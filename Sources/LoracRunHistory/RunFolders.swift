internal import LoracFiles

/// Where runs are kept.
package enum RunFolders {
  /// The folders of runs below `root`, at most two levels down, as `lorac run` lays them out; sorted by path.
  ///
  /// A run's own folder has no runs inside. Empty if `root` is no folder.
  package static func all(below root: String = "runs") -> [String] { search(root, depth: 2) }

  /// The run folder that `path` means: itself if it holds a run, otherwise the newest below it; nil if there is none.
  package static func newest(below path: String = "runs") -> String? {
    if holdsRun(path) { return FilePaths.clean(path) }
    return all(below: path).map { ($0, time(of: $0)) }.max { ($0.1, $0.0) < ($1.1, $1.0) }?.0
  }

  /// Whether the folder at `path` was made for a run.
  package static func holdsRun(_ path: String) -> Bool { FileSystem.kind(of: "\(path)/plan.json") == .file }

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

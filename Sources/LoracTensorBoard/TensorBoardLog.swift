internal import LoracFiles

/// All runs that were logged below a folder, as TensorBoard lists them: each folder with event files is one.
package struct TensorBoardLog: Sendable {
  /// How deep folders are searched; kohya's lie two deep (`<time>/network_train`).
  private static let deepestFolder = 6

  /// An event file, or the folder to search.
  package let path: String
  /// The runs, in the order of their paths.
  package private(set) var runs: [TensorBoardRun] = []

  /// The log at `path`, of which nothing is read yet.
  package init(_ path: String) { self.path = path }

  /// Looks for new runs and reads what was written since the last call.
  package mutating func update() {
    let folders = FileSystem.kind(of: path) == .folder ? Self.folders(below: path, depth: 0) : [path]
    for folder in folders where !runs.contains(where: { $0.path == folder }) {
      guard FileSystem.kind(of: folder) != nil else { continue }
      runs.append(TensorBoardRun(folder))
    }
    runs.sort { $0.path < $1.path }
    for index in runs.indices { runs[index].update() }
  }

  /// The run with the latest event among those that have a series of which `isWanted` is true.
  package func newest(with isWanted: (_ tag: String) -> Bool) -> TensorBoardRun? {
    runs.filter { $0.series.keys.contains(where: isWanted) }.max { $0.latest < $1.latest }
  }

  /// All tags of all runs, sorted.
  package var tags: [String] { Set(runs.flatMap(\.series.keys)).sorted() }

  private static func folders(below folder: String, depth: Int) -> [String] {
    guard depth <= deepestFolder, let names = try? FileSystem.names(in: folder) else { return [] }
    var result = names.contains(where: TensorBoardRun.isEventFile) ? [folder] : []
    for name in names {
      let path = FilePaths.join(folder, name)
      guard FileSystem.linkTarget(path) == nil, FileSystem.kind(of: path) == .folder else { continue }
      result += folders(below: path, depth: depth + 1)
    }
    return result
  }
}

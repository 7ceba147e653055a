internal import LoracFiles

/// The scalars that one run logged: those of all event files of a folder.
package struct TensorBoardRun: Sendable {
  /// A number and where it stands.
  package struct Point: Sendable, Hashable {
    /// The place on the horizontal axis.
    package var step: Int
    /// When it was logged, in seconds since 1970.
    package var time: Double
    /// The number; it may be infinite or not a number.
    package var value: Double

    /// `value` at `step`.
    package init(step: Int, time: Double, value: Double) {
      self.step = step
      self.time = time
      self.value = value
    }
  }

  /// A file of which not all could be read.
  package struct Problem: Sendable, Hashable {
    /// The file's path.
    package let path: String
    /// Where the damage begins, in bytes; nil if the file itself could not be read.
    package let offset: Int?
  }

  /// The folder, or the one file.
  package let path: String
  /// The numbers by tag, in the order they were logged.
  package private(set) var series: [String: [Point]] = [:]
  /// The time of the latest event, in seconds since 1970; 0 before the first.
  package private(set) var latest: Double = 0
  private var readers: [String: TensorBoardRecordReader] = [:]
  private var unreadable: Set<String> = []

  /// The run in a folder, or one file of it, of which nothing is read yet.
  package init(_ path: String) { self.path = path }

  /// The files that are damaged or cannot be read, in order.
  package var problems: [Problem] {
    let damaged = readers.compactMap { path, reader in
      if case .damaged(let offset) = reader.end { Problem(path: path, offset: offset) } else { nil }
    }
    return (damaged + unreadable.map { Problem(path: $0, offset: nil) }).sorted { $0.path < $1.path }
  }

  /// Reads what was written since the last call; files are taken in the order of their names, as TensorBoard does.
  package mutating func update() {
    for file in files {
      var reader = readers[file] ?? TensorBoardRecordReader()
      guard let bytes = try? FileSystem.read(file, from: reader.offset) else {
        unreadable.insert(file)
        continue
      }
      unreadable.remove(file)
      let events = reader.read(bytes)
      readers[file] = reader
      for event in events { add(event) }
    }
  }

  private var files: [String] {
    guard FileSystem.kind(of: path) == .folder else { return [path] }
    return ((try? FileSystem.names(in: path)) ?? []).filter(Self.isEventFile).map { FilePaths.join(path, $0) }
  }

  /// Whether a file's name is that of an event file.
  static func isEventFile(_ name: String) -> Bool { name.contains(".tfevents.") }

  private mutating func add(_ event: TensorBoardEvent) {
    latest = max(latest, event.time)
    if event.isRestart {
      for tag in series.keys { series[tag]?.removeAll { $0.step >= event.step } }
    }
    for value in event.values {
      series[value.tag, default: []].append(Point(step: event.step, time: event.time, value: value.number))
    }
  }
}

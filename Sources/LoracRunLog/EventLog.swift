package import LoracFiles
package import LoracJSON

/// `events.jsonl`: one object in each line, written as it happens.
///
/// Each line begins with `event` and `time`, the seconds since the run began, which never go back; those of a run that
/// was resumed go on from the last line. A failure to write does not end a run: it is kept in ``failure``.
package final class EventLog {
  // A class because it owns an open file and is shared by the callbacks of a run.
  private var file: AppendedFile?
  private let start = ContinuousClock.now
  private let timeBase: Double
  /// Lines that wait until it is known which older ones stay; nil if they need not wait.
  private var waiting: [UInt8]?
  private var older: EventLines
  /// What the last lines said, so that a resumed run repeats nothing and each line has its step.
  var position: Position
  /// The first failure to write; what came after it is not in the file.
  package private(set) var failure: FileError?

  /// Where a run stands.
  struct Position {
    /// The last optimizer step that is done.
    var step = 0
    /// The last epoch that was logged; nil before the first.
    var epoch: Int?
  }

  /// How a log is opened.
  package enum Mode: Sendable, Hashable {
    /// What the file holds is dropped.
    case new
    /// A run goes on: lines wait until ``resume(after:)`` says which older ones stay.
    case resumed
    /// Lines are appended to the whole ones that are there.
    case appended
  }

  /// Opens the log at `path`.
  package init(_ path: String, _ mode: Mode) {
    older = mode == .new ? EventLines([]) : EventLines((try? FileSystem.read(path)) ?? [])
    timeBase = older.lastTime
    position = Position(step: older.lastStep, epoch: older.lastEpoch)
    waiting = mode == .resumed ? [] : nil
    do throws(FileError) {
      file = try AppendedFile(path, keeping: older.byteCount)
    } catch {
      failure = error
    }
  }

  deinit { flush() }

  /// Drops the lines of steps beyond `step`, after which the run goes on, and writes those that waited.
  package func resume(after step: Int) {
    guard waiting != nil else { return }
    older.drop(after: step)
    position = Position(step: step, epoch: older.lastEpoch)
    truncate(to: older.byteCount)
    flush()
  }

  /// Writes an event with the time.
  package func write(_ event: String, _ members: [JSONValue.Member] = []) {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    let time = timeBase + Double(seconds) + Double(attoseconds) / 1e18
    let head: [JSONValue.Member] = [
      .init("event", .string(event)), .init("time", .number((time * 1000).rounded() / 1000)),
    ]
    let line = Array((JSONValue.object(head + members).serialized(pretty: false) + "\n").utf8)
    if waiting != nil { waiting?.append(contentsOf: line) } else { append(line) }
  }

  private func flush() {
    guard let lines = waiting else { return }
    waiting = nil
    append(lines)
  }

  private func truncate(to count: Int) {
    do throws(FileError) { try file?.truncate(to: count) } catch { failure = failure ?? error }
  }

  private func append(_ bytes: [UInt8]) {
    // A gap would look like steps that never were.
    guard failure == nil else { return }
    do throws(FileError) { try file?.append(bytes) } catch { failure = error }
  }
}

extension JSONValue {
  /// A number; null if it is infinite or NaN, which JSON lacks.
  package static func finite(_ value: Double) -> JSONValue { value.isFinite ? .number(value) : .null }
}

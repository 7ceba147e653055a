internal import LoracFiles
internal import LoracJSON
internal import LoracRunLog

/// `events.jsonl` of a run through kohya, whose output says each step several times.
final class KohyaEventLog {
  // A class because it is shared by the callbacks of a run.
  private let log: EventLog
  private var pending: (step: Int, averageLoss: Double)?

  /// Continues the file at `path`, or begins it.
  init(_ path: String) { log = EventLog(path, .appended) }

  /// Takes note of a step; kohya reports each several times, the last time with its own loss.
  func step(_ step: Int, averageLoss: Double?) {
    guard step > 0, let averageLoss else { return }
    if let pending, pending.step != step { finishStep() }
    pending = (step, averageLoss)
  }

  /// Writes the step that was last taken note of.
  func finishStep() {
    guard let (step, loss) = pending else { return }
    pending = nil
    write("step", [.init("step", .integer(step)), .init("average_loss", .finite(loss))])
  }

  /// Writes an event with the seconds since the run began.
  func write(_ event: String, _ members: [JSONValue.Member] = []) { log.write(event, members) }
}

internal import Glibc
internal import LoracJSON

/// `events.jsonl`: one object in each line, written as it happens.
final class EventLog {
  // A class because it owns an open file and is shared by the callbacks of a run.
  private let descriptor: Int32
  private let start = ContinuousClock.now
  private var pending: (step: Int, averageLoss: Double)?

  /// Continues the file at `path`, or begins it; a file that cannot be opened swallows events.
  init(_ path: String) { descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666) }

  deinit { if descriptor >= 0 { close(descriptor) } }

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
    write("step", [.init("step", .integer(step)), .init("average_loss", loss.isFinite ? .number(loss) : .null)])
  }

  /// Writes an event with the seconds since the run began.
  func write(_ event: String, _ members: [JSONValue.Member] = []) {
    let elapsed = ContinuousClock.now - start
    let (seconds, attoseconds) = elapsed.components
    let time = Double(seconds) + (Double(attoseconds) / 1e15).rounded() / 1000
    let head = [JSONValue.Member("event", .string(event)), JSONValue.Member("time", .number(time))]
    var line = Array((JSONValue.object(head + members).serialized(pretty: false) + "\n").utf8)[...]
    while descriptor >= 0, !line.isEmpty {
      let count = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { return }
      line = line.dropFirst(max(count, 0))
    }
  }
}

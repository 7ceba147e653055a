internal import Glibc
internal import LoracJSON
internal import LoracRunLog

/// What a run runs on, for its log.
enum RunSurroundings {
  /// The members of the event `environment`, the first of each process.
  static func members(threads: Int) -> [JSONValue.Member] {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let began = Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    let facts: [JSONValue.Member?] = [
      .init("lorac", .string(Lorac.version)), .init("threads", .integer(threads)),
      Machine.processorName.map { .init("processor", .string($0)) },
      .init("processors", .integer(Machine.processorCount)),
      (Machine.memory?.total).map { .init("memory", .integer($0)) },
      Machine.system.map { .init("system", .string($0)) }, .init("began", .number((began * 1000).rounded() / 1000)),
    ]
    return facts.compactMap(\.self)
  }
}

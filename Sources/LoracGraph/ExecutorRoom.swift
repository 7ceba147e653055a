package import LoracTensor

/// One stretch of memory in which programs run one after another.
///
/// A class because its users share it: the pages that hold pictures are those that later hold activations, so the system
/// clears them once, and both never exist at the same time.
package final class ExecutorRoom {
  /// The threads that programs run on.
  package let workers: Workers
  private var executor: Executor?

  /// No memory yet.
  package init(_ workers: Workers) { self.workers = workers }

  /// Memory in which `program` can run until another asks for the room; what was there before is lost.
  package func executor(for program: Program) throws(OutOfMemory) -> Executor {
    // Taken out meanwhile, so that nothing else refers to the memory and it can grow where it is.
    let taken = executor
    executor = nil
    let made = try Self.room(for: program, in: taken, workers)
    executor = made
    return made
  }

  private static func room(
    for program: Program, in taken: consuming Executor?, _ workers: Workers
  ) throws(OutOfMemory) -> Executor {
    guard var executor = consume taken else { return try Executor(for: [program], workers: workers) }
    try executor.makeRoom(for: program)
    return executor
  }
}

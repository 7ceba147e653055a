import LoracGraph
import LoracTensor

/// The memory of a run, in which its graphs run one after another: the autoencoder's and those of all shapes of batches.
///
/// A class because the encoder and the networks share it: the pages that hold pictures are those that later hold
/// activations, so the system clears them once, and both never exist at the same time.
final class ExecutorRoom {
  private let workers: Workers
  private var executor: Executor?

  /// No memory yet.
  init(_ workers: Workers) { self.workers = workers }

  /// Memory in which `program` can run until another asks for the room.
  func executor(for program: Program) throws(TrainerError) -> Executor {
    // Taken out meanwhile, so that nothing else refers to the memory and it can grow where it is.
    let taken = executor
    executor = nil
    do {
      let made = try Self.room(for: program, in: taken, workers)
      executor = made
      return made
    } catch { throw .memory(error) }
  }

  private static func room(
    for program: Program, in taken: consuming Executor?, _ workers: Workers
  ) throws(OutOfMemory) -> Executor {
    guard var executor = consume taken else { return try Executor(for: [program], workers: workers) }
    try executor.makeRoom(for: program)
    return executor
  }
}

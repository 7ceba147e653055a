import LoracGraph
import LoracTensor

/// Memory in which graphs of several shapes run one after another.
struct ExecutorRoom {
  private let workers: Workers
  private var executor: Executor?

  /// No memory yet.
  init(_ workers: Workers) { self.workers = workers }

  /// Memory in which `program` can run; if there is not enough, new memory that is large enough for `known` graphs too.
  mutating func executor(
    for program: Program, and known: @autoclosure () -> [Program] = []
  ) throws(TrainerError) -> Executor {
    if let executor, executor.holds(program) { return executor }
    // The old memory is given back first, so that both never exist at the same time.
    executor = nil
    do {
      let made = try Executor(for: known() + [program], workers: workers)
      executor = made
      return made
    } catch { throw .memory(error) }
  }

  /// Gives the memory back.
  mutating func release() { executor = nil }
}

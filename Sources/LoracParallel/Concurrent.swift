/// A value that another thread computes while this one goes on.
package final class Concurrent<Value: Sendable> {
  private let work: @Sendable () -> Value
  private let result = Result()
  private var thread: WorkerThread?

  /// Unchecked: the other thread alone writes, and the value is read after it ended.
  private final class Result: @unchecked Sendable { var value: Value? }

  /// Starts to compute; with one core alone it waits until the value is wanted.
  package init(_ work: @escaping @Sendable () -> Value) {
    self.work = work
    let result = result
    thread = ParallelMap.coreCount > 1 ? WorkerThread { result.value = work() } : nil
  }

  deinit { thread?.join() }

  /// Waits for the value.
  package func finish() -> Value {
    thread?.join()
    thread = nil
    return result.value ?? work()
  }
}

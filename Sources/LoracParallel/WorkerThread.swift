internal import Glibc

/// A running thread.
struct WorkerThread {
  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private let handle: pthread_t

  /// Starts a thread; nil where the system has none left.
  init?(_ work: @escaping @Sendable () -> Void) {
    let body = Unmanaged.passRetained(Body(work))
    var handle = pthread_t()
    let code = pthread_create(
      &handle, nil,
      { argument in
        // The pointer is the retained body from above, handed to exactly one thread.
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, body.toOpaque())
    guard code == 0 else {
      body.release()
      return nil
    }
    self.handle = handle
  }

  /// Waits for the end.
  func join() { pthread_join(handle, nil) }
}

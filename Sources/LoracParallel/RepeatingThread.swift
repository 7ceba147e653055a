internal import Glibc

/// A thread that does something again and again beside the main work, until it is stopped.
package final class RepeatingThread {
  // A class because it owns a thread and a pipe.
  private let thread: WorkerThread?
  /// The end of a pipe that is closed to stop the thread in its pause.
  private let stopper: Int32

  /// Starts to call `work`, which says how long to pause before the next time; nil ends the thread.
  ///
  /// `niceness` from 0 to 19 is by how much other threads go first. Where the system has no thread or pipe left, nothing
  /// is done.
  package init(niceness: Int32 = 0, _ work: @escaping @Sendable () -> Duration?) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      (thread, stopper) = (nil, -1)
      return
    }
    // Programs that are started meanwhile must not keep the pipe open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let reader = ends[0]
    stopper = ends[1]
    thread = WorkerThread {
      // On Linux a thread has a priority of its own.
      if niceness > 0 { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
      while let pause = work(), !Self.isStopped(reader, within: pause) {}
      close(reader)
    }
    if thread == nil { close(reader) }
  }

  deinit { stop() }

  /// Waits until the call that goes on is done, after which there is none any more.
  package func stop() {
    guard !isOver else { return }
    isOver = true
    if stopper >= 0 { close(stopper) }
    thread?.join()
  }

  private var isOver = false

  /// Whether the other end of the pipe was closed before `pause` was over.
  private static func isStopped(_ reader: Int32, within pause: Duration) -> Bool {
    let end = ContinuousClock.now + pause
    while true {
      let (seconds, attoseconds) = (end - ContinuousClock.now).components
      let milliseconds = max(0, min(seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1, 3_600_000))
      var request = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
      if poll(&request, 1, Int32(milliseconds)) > 0 { return true }
      if ContinuousClock.now >= end { return false }
    }
  }
}

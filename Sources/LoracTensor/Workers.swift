import Dispatch

/// The threads that share the work of an operation.
///
/// Work is cut into parts by number, never by who is free, so that as many workers give the same bits every time. Another
/// number of workers cuts products elsewhere, which rounds their sums differently. OpenBLAS itself runs with one thread;
/// products are cut here instead, so that two pools never fight for the same processors.
package struct Workers: Sendable {
  /// How many parts run at the same time, at least 1.
  package let count: Int

  /// `count` threads, one of which is the caller's.
  package init(count: Int) {
    precondition(count > 0, "work needs a worker")
    self.count = count
  }

  /// Runs `body` once for each worker, at the same time; `body` gets the worker's number, from 0.
  package func each(_ body: @Sendable (Int) -> Void) {
    guard count > 1 else { return body(0) }
    DispatchQueue.concurrentPerform(iterations: count, execute: body)
  }

  /// Runs `body` for each of `parts` parts; part p falls to worker p modulo `count`.
  package func parts(_ parts: Int, _ body: @Sendable (_ part: Int, _ worker: Int) -> Void) {
    guard parts > 1 else {
      if parts == 1 { body(0, 0) }
      return
    }
    each { worker in
      for part in stride(from: worker, to: parts, by: count) { body(part, worker) }
    }
  }

  /// Cuts `length` items into one range for each worker, none shorter than `least` but the last, and runs `body` on each.
  package func split(_ length: Int, least: Int = 1, _ body: @Sendable (Range<Int>) -> Void) {
    let pieces = max(1, min(count, length / max(least, 1)))
    guard pieces > 1 else { return body(0..<length) }
    parts(pieces) { part, _ in body(length * part / pieces..<length * (part + 1) / pieces) }
  }
}

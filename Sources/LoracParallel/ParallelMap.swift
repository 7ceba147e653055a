internal import Glibc
internal import Synchronization

/// Maps a range of numbers on all cores, with plain threads.
package enum ParallelMap {
  /// Cores that are online.
  package static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// The results of `body` for 0 ..< count, in order.
  ///
  /// - Parameters:
  ///   - count: How many results.
  ///   - chunk: How many a thread takes at a time.
  ///   - scratch: Makes what one thread uses for all its calls.
  ///   - body: Computes one result; called from several threads at once.
  /// - Returns: One result per number.
  package static func map<Scratch: ~Copyable, Element: Sendable>(
    count: Int, chunk: Int = 256, scratch: @escaping @Sendable () -> Scratch,
    _ body: @escaping @Sendable (Int, inout Scratch) -> Element
  ) -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      LargePages.prefer(UnsafeMutableRawBufferPointer(buffer))
      let job = Job(results: buffer)
      let work: @Sendable () -> Void = {
        var memory = scratch()
        while true {
          let start = job.next.add(chunk, ordering: .relaxed).oldValue
          if start >= count { return }
          for index in start..<min(count, start + chunk) { job.store(body(index, &memory), at: index) }
        }
      }
      let threads = min(coreCount, (count + chunk - 1) / chunk)
      let helpers = (1..<max(1, threads)).compactMap { _ in WorkerThread(work) }
      work()
      for helper in helpers { helper.join() }
      initialized = count
    }
  }

  /// The results of `body` for 0 ..< count, in order, where calls need nothing to work with; otherwise as above.
  package static func map<Element: Sendable>(
    count: Int, chunk: Int = 256, _ body: @escaping @Sendable (Int) -> Element
  ) -> [Element] {
    map(count: count, chunk: chunk, scratch: { NoScratch() }) { number, _ in body(number) }
  }

  private struct NoScratch: ~Copyable {}

  /// What the threads share: the next number, and the memory of the results.
  ///
  /// Unchecked: each number is handed to one thread, which alone writes its element; `map` joins all threads before
  /// the memory is read.
  private final class Job<Element: Sendable>: @unchecked Sendable {
    let next = Atomic<Int>(0)
    private let results: UnsafeMutableBufferPointer<Element>

    init(results: UnsafeMutableBufferPointer<Element>) { self.results = results }

    func store(_ element: Element, at index: Int) { results.initializeElement(at: index, to: element) }
  }
}

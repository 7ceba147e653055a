internal import LoracFiles
internal import LoracParallel
internal import LoracPreparation
internal import Synchronization

/// The slow part of a preparation, on all cores.
struct PreparationWork: Sendable {
  let store: PreparationStore
  let models: PreparationModels
  let observe: @Sendable (Preparer.Event) -> Void
  let shouldStop: @Sendable () -> Bool

  /// How many pictures were written.
  let made = Count()

  /// The largest original that is read; no photograph comes near.
  static let largestFile = 1 << 30

  /// An image by its folder and its place there.
  struct Place: Sendable {
    var folder: Int
    var image: Int
  }

  /// Runs `body` for all places on as many cores as `threads`; gives the problems in order.
  func forEach(
    _ places: [Place], _ event: @escaping @Sendable (_ done: Int, _ total: Int) -> Preparer.Event,
    _ body: @escaping @Sendable (Place) throws(PreparationProblem) -> Void
  ) -> [PreparationProblem] {
    let (observe, shouldStop, count) = (observe, shouldStop, places.count)
    let progress = Count()
    observe(event(0, count))
    let results = ParallelMap.map(count: count, chunk: 1) { number -> PreparationProblem? in
      guard !shouldStop() else { return nil }
      do throws(PreparationProblem) { try body(places[number]) } catch { return error }
      progress.raise { observe(event($0, count)) }
      return nil
    }
    return results.compactMap(\.self)
  }

  /// A number that several threads raise.
  final class Count: Sendable {
    private let number = Mutex(0)

    /// The number.
    var count: Int { number.withLock(\.self) }
    /// Raises it by one, and tells of it one thread at a time.
    func raise(_ tell: (Int) -> Void = { _ in }) {
      number.withLock {
        $0 += 1
        tell($0)
      }
    }
  }
}

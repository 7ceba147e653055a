import Synchronization
import Testing

@testable import LoracParallel

@Suite struct ConcurrentTests {
  @Test func givesTheValue() {
    let values = (0..<8).map { number in Concurrent { (0...number).reduce(0, +) } }
    #expect(values.map { $0.finish() } == [0, 1, 3, 6, 10, 15, 21, 28])
  }

  @Test func givesTheValueAgain() {
    let count = Atomic<Int>(0)
    let value = Concurrent { 7 }
    for _ in 0..<2 { count.add(value.finish(), ordering: .relaxed) }
    #expect(count.load(ordering: .relaxed) == 14)
  }

  @Test func endsBeforeItIsForgotten() {
    final class Mark: Sendable { let isSet = Atomic<Bool>(false) }
    let mark = Mark()
    do {
      let value = Concurrent { mark.isSet.store(true, ordering: .relaxed) }
      _ = value
    }
    // With one core alone nothing ran, as nobody asked.
    #expect(mark.isSet.load(ordering: .relaxed) || ParallelMap.coreCount == 1)
  }
}

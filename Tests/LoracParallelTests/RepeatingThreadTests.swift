import LoracParallel
import Synchronization
import Testing

struct RepeatingThreadTests {
  private final class Count: Sendable { let value = Atomic<Int>(0) }

  @Test func worksUntilItIsStopped() {
    let count = Count()
    let thread = RepeatingThread(niceness: 5) {
      count.value.add(1, ordering: .relaxed)
      return .zero
    }
    while count.value.load(ordering: .relaxed) < 3 {}
    thread.stop()
    let done = count.value.load(ordering: .relaxed)
    thread.stop()
    #expect(count.value.load(ordering: .relaxed) == done)
  }

  @Test func isStoppedInItsPause() {
    let count = Count()
    let thread = RepeatingThread {
      count.value.add(1, ordering: .relaxed)
      return .seconds(3600)
    }
    while count.value.load(ordering: .relaxed) == 0 {}
    thread.stop()
    #expect(count.value.load(ordering: .relaxed) == 1)
  }

  @Test func endsByItself() {
    let count = Count()
    let thread = RepeatingThread {
      let calls = count.value.add(1, ordering: .relaxed).newValue
      return calls < 3 ? .zero : nil
    }
    while count.value.load(ordering: .relaxed) < 3 {}
    thread.stop()
    #expect(count.value.load(ordering: .relaxed) == 3)
  }
}

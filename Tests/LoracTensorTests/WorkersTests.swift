import LoracTensor
import Synchronization
import Testing

@Suite("Workers")
struct WorkersTests {
  @Test("cut every length into ranges that follow each other", arguments: [1, 2, 3, 8], [1, 5])
  func split(_ count: Int, _ least: Int) {
    for length in [0, 1, 2, 4, 5, 9, 10, 23, 1000] {
      let ranges = Mutex<[Range<Int>]>([])
      Workers(count: count).split(length, least: least) { range in ranges.withLock { $0.append(range) } }
      let sorted = ranges.withLock { $0 }.sorted { $0.lowerBound < $1.lowerBound }
      #expect(sorted.first?.lowerBound == 0 && sorted.last?.upperBound == length)
      #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
      #expect(sorted.count <= count && (sorted.count == 1 || sorted.allSatisfy { $0.count >= least }))
    }
  }

  @Test("run every part once, and each worker its own parts", arguments: [1, 2, 3], [0, 1, 2, 7])
  func parts(_ count: Int, _ parts: Int) {
    let seen = Mutex<[Int: Int]>([:])
    let runs = Mutex(0)
    Workers(count: count).parts(parts) { part, worker in
      seen.withLock { $0[part] = worker }
      runs.withLock { $0 += 1 }
    }
    #expect(runs.withLock { $0 } == parts)
    #expect(seen.withLock { $0 } == Dictionary(uniqueKeysWithValues: (0..<parts).map { ($0, $0 % count) }))
  }

  @Test("all run", arguments: [1, 2, 5])
  func each(_ count: Int) {
    let seen = Mutex<Set<Int>>([])
    Workers(count: count).each { worker in seen.withLock { _ = $0.insert(worker) } }
    #expect(seen.withLock { $0 } == Set(0..<count))
  }

  @Test("are at least one")
  func none() async {
    await #expect(processExitsWith: .failure) { _ = Workers(count: 0) }
  }
}

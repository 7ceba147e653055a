import LoracTensor
import Testing

@Suite("Arena")
struct ArenaTests {
  @Test("reads as zeros until written")
  func zeros() throws {
    let arena = try Arena(count: 5000)
    #expect(arena.count == 5000 && arena.all.values.allSatisfy { $0 == 0 })
    arena.all.fill(2)
    #expect(arena.region(4999..<5000).values == [2])
  }

  @Test("may be empty")
  func empty() throws {
    #expect(try Arena(count: 0).all.values.isEmpty)
  }

  @Test("grows where nothing refers to it, and keeps what was written")
  func growth() throws {
    var arena = try Arena(count: 3000)
    arena.all.fill(2)
    try Arena.grow(&arena, to: 2_000_000)
    #expect(arena.count == 2_000_000)
    #expect(arena.region(2999..<3001).values == [2, 0] && arena.all[1_999_999] == 0)
    try Arena.grow(&arena, to: 5)
    #expect(arena.count == 2_000_000)
  }

  @Test("leaves the memory of its regions where it is when it grows")
  func growthBesideRegions() throws {
    var arena = try Arena(count: 3)
    let region = arena.all
    region.fill(2)
    try Arena.grow(&arena, to: 9)
    arena.all.fill(3)
    #expect(region.values == [2, 2, 2] && arena.all.values == [Float](repeating: 3, count: 9))
  }

  @Test("is as it was when it cannot grow")
  func growthBeyondMemory() throws {
    var arena = try Arena(count: 3)
    arena.all.fill(2)
    let error = #expect(throws: OutOfMemory.self) { try Arena.grow(&arena, to: 1 << 58) }
    #expect(error?.byteCount == 1 << 60 && arena.all.values == [2, 2, 2])
  }

  @Test("says how much it did not get")
  func tooLarge() {
    let error = #expect(throws: OutOfMemory.self) { try Arena(count: 1 << 58) }
    #expect(error?.byteCount == 1 << 60)
  }

  @Test("lends nothing beyond its end")
  func ranges() async {
    await #expect(processExitsWith: .failure) { _ = try Arena(count: 8).region(4..<9) }
    await #expect(processExitsWith: .failure) { _ = try Arena(count: 8).region(2..<6)[3..<5] }
    await #expect(processExitsWith: .failure) { _ = try Arena(count: 8).all[8] }
    await #expect(processExitsWith: .failure) { _ = try Arena(count: 8).all.copy([1, 2]) }
    await #expect(processExitsWith: .failure) { _ = try Arena(count: 8).all[-1..<2] }
  }

  @Test("regions read and write the memory they were cut from")
  func regions() throws {
    let arena = try Arena(count: 6)
    arena.all.copy([0, 1, 2, 3, 4, 5])
    arena.region(2..<4).copy(arena.region(4..<6))
    arena.all[0] = 9
    #expect(arena.all.values == [9, 1, 4, 5, 4, 5])
    var list: [Float] = [1, 2]
    list.withRegion { $0.fill(7) }
    #expect(list == [7, 7])
    var none: [Float] = []
    #expect(none.withRegion { $0.count } == 0)
  }
}

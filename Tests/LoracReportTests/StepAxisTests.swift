import Testing

@testable import LoracReport

struct StepAxisTests {
  @Test(arguments: [(1, 1), (1, 2), (0, 48), (1, 1200), (0, 99_999), (1, 7), (1, 900), (0, 850), (1, 1_234_567)])
  func ticksAreFewAndApart(first: Int, last: Int) {
    let axis = StepAxis(from: first, to: last)
    #expect(axis.ticks.first == first && axis.ticks.last == last)
    #expect(axis.narrow.first == first && axis.narrow.last == last)
    #expect(axis.ticks.count <= 12 && Set(axis.narrow).isSubset(of: axis.ticks))
    #expect(zip(axis.ticks, axis.ticks.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func theLastButOneGivesWay() {
    #expect(StepAxis(from: 1, to: 900).ticks == [1, 200, 400, 600, 800, 900])
    #expect(StepAxis(from: 1, to: 850).ticks == [1, 200, 400, 600, 850], "800 would touch 850")
    #expect(StepAxis(from: 1, to: 900).narrow == [1, 200, 400, 600, 900])
  }
}

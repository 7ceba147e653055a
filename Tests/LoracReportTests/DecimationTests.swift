import Testing

@testable import LoracReport

struct DecimationTests {
  @Test func keepsShortCurvesWhole() {
    #expect(Decimation.indices(count: 20, columns: 10, curves: [{ Double($0) }]) == Array(0..<20))
    #expect(Decimation.indices(count: 0, columns: 10, curves: []).isEmpty)
  }

  @Test func losesNoPeakOfAnyCurve() {
    var values = (0..<10_000).map { Double($0 % 7) }
    var others = Array(repeating: 1.0, count: 10_000)
    values[4321] = 100
    values[8765] = -100
    others[2222] = 50
    let kept = Decimation.indices(count: 10_000, columns: 100, curves: [{ values[$0] }, { others[$0] }])
    #expect(kept == kept.sorted())
    #expect(kept.count <= 402)
    for index in [0, 4321, 8765, 2222, 9999] { #expect(kept.contains(index)) }
    // Every part of the curve is there.
    #expect(zip(kept, kept.dropFirst()).allSatisfy { $1 - $0 <= 200 })
  }

  @Test func keepsWhereNumbersBeginAndEnd() {
    let values: [Double?] = (0..<1000).map { (300..<700).contains($0) ? nil : $0 == 900 ? .nan : 1 }
    let kept = Decimation.indices(count: 1000, columns: 10, curves: [{ values[$0] }])
    for index in [899, 900, 901] { #expect(kept.contains(index)) }
    #expect(kept.contains { (300..<700).contains($0) }, "the gap must stay one")
  }
}

import Testing

@testable import LoracAdvice

@Suite struct RankSumTests {
  /// Computed apart with NumPy: mean ranks of equal numbers, and the variance corrected for them.
  @Test(arguments: [
    ([5.0, 6, 7, 8], [1.0, 2, 3, 4], 2.3094010767585034),
    ([1.0, 2, 3, 4], [5.0, 6, 7, 8], -2.3094010767585034),
    ([2.0, 2, 3], [1.0, 2, 2], 1.2909944487358056),
    ([0.4, 0.1, 0.9, 0.3, 0.5], [0.2, 0.8, 0.35], 0.14907119849998599),
  ]) func isTheNormalApproximation(later: [Double], earlier: [Double], expected: Double) {
    #expect(abs(RankSum.deviation(of: later[...], above: earlier[...]) - expected) < 1e-12)
  }

  @Test func saysNothingWithoutNumbersThatDiffer() {
    #expect(RankSum.deviation(of: [], above: [1]) == 0)
    #expect(RankSum.deviation(of: [1, 1], above: [1, 1, 1]) == 0)
  }

  @Test func doesNotCareHowLargeAnOutlierIs() {
    let earlier: [Double] = [1, 2, 3, 4, 5, 6]
    let near = RankSum.deviation(of: [2.5, 3.5, 7], above: earlier[...])
    #expect(near == RankSum.deviation(of: [2.5, 3.5, 1e9], above: earlier[...]))
  }
}

@Suite struct TrendTests {
  @Test func isTheMedianOfAllSlopes() {
    let trend = Trend([(0, 1), (1, 2), (2, 3), (3, 40)])
    // 1, 1, 1, 13, 19, 37.
    #expect(trend.slope == 7)
    #expect(trend.agreement == 1)
  }

  @Test func countsPairs() {
    let trend = Trend([(0, 3), (1, 1), (2, 2)])
    #expect(abs(trend.agreement + 1.0 / 3) < 1e-12)
    // S = -1, variance 3·2·11/18.
    #expect(abs(trend.deviation + 1 / (66.0 / 18).squareRoot()) < 1e-12)
    #expect(Trend([(0, 1)]).slope == 0)
  }

  @Test func takesTheMiddle() {
    #expect(Median.of([3, 1, 2]) == 2)
    #expect(Median.of([4, 1, 2, 3]) == 2.5)
    #expect(Median.of([]).isNaN)
  }
}

import Testing

@testable import LoracReport

struct ChartScaleTests {
  @Test(arguments: ChartScale.Kind.allCases)
  func holdsAllValues(kind: ChartScale.Kind) throws {
    let values = [0.5, 0.013, 7.5, .nan, .infinity]
    let scale = try #require(ChartScale(kind, of: values))
    for value in values where value.isFinite {
      let place = try #require(scale.place(value))
      #expect((0...1).contains(place))
    }
    #expect(scale.place(.nan) == nil)
    #expect(try #require(scale.place(0.5)) < (try #require(scale.place(7.5))))
  }

  @Test func logarithmsNeedPositiveValues() throws {
    #expect(ChartScale(.logarithmic, of: [0, -1]) == nil)
    let scale = try #require(ChartScale(.logarithmic, of: [0, 1e-6, 1e-2]))
    #expect(scale.place(0) == nil)
    let middle = try #require(scale.place(1e-4))
    #expect(abs(middle - 0.5) < 1e-9)
    #expect(scale.ticks(count: 5).contains { abs($0 / 1e-4 - 1) < 1e-9 })
  }

  @Test(arguments: [
    [0.11, 0.12], [0.1, 0.1], [0, 0], [-3, 5], [1e-7, 1e-3], [1000, 1_000_000], [0.1234, 0.1235], [3, 3.0001],
  ])
  func hasAFewRoundTicks(values: [Double]) throws {
    for kind in ChartScale.Kind.allCases {
      guard let scale = ChartScale(kind, of: values) else { continue }
      let ticks = scale.ticks(count: 6)
      #expect((1...12).contains(ticks.count), "\(kind) \(values): \(ticks)")
      #expect(ticks == ticks.sorted())
      #expect(ticks.allSatisfy { $0 >= scale.low && $0 <= scale.high })
    }
  }

  @Test func beginsAtZeroWhereAsked() throws {
    #expect(try #require(ChartScale(.linear, of: [3, 4], includesZero: true)).low == 0)
    #expect(try #require(ChartScale(.linear, of: [3, 4])).low > 2)
  }

  @Test func roundsStepsUp() {
    #expect([0.11, 0.2, 3, 7, 1000].map(ChartScale.roundStep) == [0.2, 0.2, 5, 10, 1000])
  }
}

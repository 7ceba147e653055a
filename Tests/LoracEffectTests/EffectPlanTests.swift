import LoracEffect
import Testing

@Suite struct EffectPlanTests {
  private static func files(_ count: Int) -> [EffectTest.File] {
    (1...count).map { EffectTest.File(path: "\($0)", label: "epoch \($0)", step: $0, epoch: $0) }
  }

  @Test("Of many files some are compared, evenly spread, and always the last")
  func spread() {
    #expect(EffectPlan.spread(Self.files(10), to: 5).map(\.path) == ["2", "4", "6", "8", "10"])
    #expect(EffectPlan.spread(Self.files(7), to: 3).map(\.path) == ["2", "4", "7"])
    #expect(EffectPlan.spread(Self.files(3), to: 5) == Self.files(3))
    #expect(EffectPlan.spread(Self.files(3), to: 0).map(\.path) == ["3"])
    #expect(EffectPlan.spread([], to: 5).isEmpty)
  }
}

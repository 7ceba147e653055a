import LoracKohya
import Testing

@Suite struct KohyaResumptionTests {
  /// Runs of 11 steps per epoch through sd-scripts: stopped, resumed, and their steps and files counted.
  @Test(arguments: [
    (22, 44, 1, false, true), (12, 44, 1, false, true), (8, 30, 1, true, true), (12, 30, 1, true, false),
    (12, 44, 1, true, false), (22, 30, 1, false, false), (8, 44, 2, false, false), (22, 44, 2, false, true),
    (22, 44, 2, true, false),
  ])
  func goesOnOnlyWhereTheRestIsAsPlanned(
    _ step: Int, _ total: Int, _ accumulation: Int, _ savesBySteps: Bool, _ expected: Bool
  ) {
    let isExact = KohyaResumption.isExact(
      step: step, perEpoch: 11, total: total, accumulation: accumulation, savesBySteps: savesBySteps)
    #expect(isExact == expected)
  }
}

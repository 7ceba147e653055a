import LoracJSON
import LoracOptimizers
import LoracPlan
import Testing

@testable import LoracLowering

@Suite struct LearningRateCurveTests {
  private static let baseRate = 1e-4

  private func warmup(_ value: JSONValue?) -> Warmup? {
    switch value {
    case .integer(let steps)?: .steps(steps)
    case .number(let part)?: .fraction(part)
    default: nil
    }
  }

  /// The rates of sd-scripts' own scheduler, to the last digit but one.
  @Test func agreesWithSDScripts() throws {
    let cases = try #require(fixture("learning-rates.json").array)
    #expect(cases.count > 30)
    for entry in cases {
      let type = try #require(entry["type"]?.string)
      let warmup = try #require(self.warmup(entry["warmup"]))
      let processes = try #require(entry["processes"]?.int)
      var schedule = SchedulePlan(type: type, warmup: warmup)
      schedule.cycles = entry["cycles"]?.int
      schedule.power = entry["power"]?.double
      schedule.timescale = entry["timescale"]?.int
      schedule.minimumRatio = entry["minimum"]?.double
      schedule.decay = self.warmup(entry["decay"])
      if let rules = entry["rules"]?.string {
        schedule.args = [NamedArgument(name: "step_rules", value: "'\(rules)'")]
      }
      var optimizer = OptimizerPlan(type: "AdamW")
      optimizer.learningRate = Self.baseRate
      let length = try #require(
        RunLength(
          epochs: nil, steps: entry["total"]?.int, batches: nil, processes: processes))
      let curve = try #require(LearningRateSchedule(schedule, optimizer, length))
      for pair in try #require(entry["rates"]?.array) {
        let step = try #require(pair.array?[0].int)
        let expected = try #require(pair.array?[1].double)
        let rate = Self.baseRate * curve.multiplier(step)
        #expect(abs(rate - expected) <= expected.ulp * 4, "\(schedule.type) at step \(step): \(rate) \(expected)")
      }
    }
  }

  private func curve(_ type: String, optimizer: OptimizerPlan = OptimizerPlan(type: "AdamW")) throws
    -> LearningRateSchedule?
  {
    let length = try #require(RunLength(epochs: nil, steps: 100, batches: nil))
    return LearningRateSchedule(SchedulePlan(type: type, warmup: .steps(10)), optimizer, length)
  }

  @Test func warmupWithConstantIsRefusedByKohya() throws { #expect(try curve("constant") == nil) }

  @Test func aClassOfSchedulersIsUnknown() throws { #expect(try curve("torch.optim.lr_scheduler.StepLR") == nil) }

  @Test func scheduleFreeOptimizersIgnoreTheSchedule() throws {
    let found = try curve("cosine", optimizer: OptimizerPlan(type: "AdamWScheduleFree"))
    let curve = try #require(found)
    #expect(curve.multiplier(1) == 1)
    #expect(curve.multiplier(100) == 1)
  }

  @Test func adafactorChoosesItsRateUnlessTold() throws {
    var optimizer = OptimizerPlan(type: "Adafactor")
    #expect(try curve("cosine", optimizer: optimizer) == nil)
    optimizer.args = [NamedArgument(name: "relative_step", value: "False")]
    #expect(try curve("cosine", optimizer: optimizer) != nil)
  }

  @Test func pointsStandWhereTheyMatter() throws {
    let length = try #require(RunLength(epochs: nil, steps: 100, batches: nil))
    let linear = try curve("linear")
    let curve = try #require(linear)
    var optimizer = OptimizerPlan(type: "AdamW")
    optimizer.unetLearningRate = 1e-4
    optimizer.textEncoderLearningRate = 0
    let plan = LearningRatePlan(curve, optimizer, .both, length)
    #expect(plan.points.map(\.step) == [1, 11, 25, 50, 75, 100])
    #expect(plan.points.map(\.at) == ["start", "warmup_end", "quarter", "half", "three_quarters", "end"])
    #expect(plan.points[1].unet == 1e-4)
    #expect(plan.points.allSatisfy { $0.textEncoder == nil })
    #expect(plan.curve.count == 64)
  }
}

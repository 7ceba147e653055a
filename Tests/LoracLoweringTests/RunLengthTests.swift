import LoracJSON
import LoracOptimizers
import LoracPlan
import Testing

@testable import LoracLowering

@Suite struct RunLengthTests {
  /// 63 pictures in 8 buckets, batch 4, 25 epochs: kohya_ss asks for 394 steps, which end in epoch 20.
  @Test func stepsThatEndWithinAnEpoch() throws {
    let length = try #require(RunLength(epochs: nil, steps: 394, batches: 20))
    #expect(length.perEpoch == 20)
    #expect(length.epochs == 20)
    #expect(length.total == 394)
    #expect(length.lastStep(of: 20) == 394)
    #expect(length.epoch(of: 380) == 19)
    #expect(length.epoch(of: 381) == 20)
  }

  @Test func accumulationBeginsAnewWithEachEpoch() throws {
    let length = try #require(RunLength(epochs: 3, steps: nil, batches: 3, accumulation: 4))
    #expect(length.perEpoch == 1)
    #expect(length.total == 3)
  }

  @Test func processesShareTheBatches() throws {
    let length = try #require(RunLength(epochs: 2, steps: nil, batches: 7, processes: 2, accumulation: 3))
    #expect(length.perEpoch == 2)
    #expect(length.total == 4)
  }

  @Test func epochsNeedADataset() {
    #expect(RunLength(epochs: 3, steps: nil, batches: nil) == nil)
    #expect(RunLength(epochs: 3, steps: nil, batches: 0) == nil)
    #expect(RunLength(epochs: nil, steps: 10, batches: nil)?.total == 10)
  }

  @Test func hugeCountsDoNotOverflow() throws {
    let length = try #require(RunLength(epochs: 1_000_000, steps: nil, batches: .max / 2))
    #expect(length.total == RunLength.limit)
    #expect(length.epochs == 1)
    var schedule = SchedulePlan(type: "inverse_sqrt", warmup: .fraction(1))
    schedule.timescale = 1_000_000_000
    let curve = try #require(LearningRateSchedule(schedule, OptimizerPlan(type: "AdamW"), length, isOldTarget: true))
    let plan = LearningRatePlan(curve, OptimizerPlan(type: "AdamW"), .both, length)
    #expect(plan.curve.allSatisfy { $0.isFinite })
  }
}

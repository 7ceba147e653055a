import LoracPlan
import Testing

@testable import LoracLowering

@Suite struct SaveScheduleTests {
  private func files(
    _ every: Interval?, epochs: Int? = nil, steps: Int? = nil, batches: Int?, keep: Interval? = nil,
    state: Interval? = nil, keepState: Interval? = nil
  ) throws -> [SavePoint] {
    let length = try #require(RunLength(epochs: epochs, steps: steps, batches: batches))
    var save = SavePlan(precision: "fp16", format: "safetensors", directory: "out")
    save.every = every
    save.keepLast = keep
    save.stateEvery = state
    save.stateKeepLast = keepState
    return SaveSchedule(name: "cat", save: save, length: length, bytes: 7).points()
  }

  @Test func theLastEpochIsNotNumbered() throws {
    let two = try files(.epochs(2), epochs: 10, batches: 5)
    #expect(two.map(\.epoch) == [2, 4, 6, 8, 10])
    #expect(two.map(\.step) == [10, 20, 30, 40, 50])
    #expect(two.map(\.file).first == "cat-000002.safetensors")
    #expect(two.map(\.file).last == "cat.safetensors")
    #expect(try files(.epochs(3), epochs: 10, batches: 5).map(\.epoch) == [3, 6, 9, 10])
    #expect(try files(.epochs(1), epochs: 1, batches: 5).map(\.kind) == [.last])
  }

  @Test func stepsIncludeTheLast() throws {
    let points = try files(.steps(250), steps: 1000, batches: 300)
    #expect(points.map(\.step) == [250, 500, 750, 1000, 1000])
    #expect(points.map(\.epoch) == [1, 2, 3, 4, 4])
    #expect(points.map(\.kind) == [.step, .step, .step, .step, .last])
    #expect(points[0].file == "cat-step00000250.safetensors")
  }

  @Test func keepingTheLastStepsCountsSteps() throws {
    let points = try files(.steps(10), steps: 60, batches: 100, keep: .steps(30))
    #expect(
      points.map(\.removes) == [
        nil, nil, nil, nil, "cat-step00000010.safetensors", "cat-step00000020.safetensors", nil,
      ])
  }

  @Test func keepingTheLastEpochsCountsFiles() throws {
    let points = try files(.epochs(2), epochs: 10, batches: 1, keep: .epochs(2))
    #expect(points.map(\.removes) == [nil, nil, "cat-000002.safetensors", "cat-000004.safetensors", nil])
  }

  @Test func statesHaveTheirOwnRule() throws {
    let points = try files(
      .epochs(1), epochs: 4, batches: 1, keep: .epochs(1), state: .epochs(1), keepState: .epochs(2))
    #expect(points.map(\.state) == ["cat-000001-state", "cat-000002-state", "cat-000003-state", "cat-state"])
    #expect(points.map(\.removesState) == [nil, nil, "cat-000001-state", nil])
    #expect(points.map(\.removes) == [nil, "cat-000001.safetensors", "cat-000002.safetensors", nil])
  }

  @Test func withoutADatasetEpochsAreUnknown() throws {
    #expect(try files(.epochs(1), steps: 1050, batches: nil).map(\.kind) == [.last])
    #expect(try files(.steps(500), steps: 1050, batches: nil).map(\.step) == [500, 1000, 1050])
  }
}

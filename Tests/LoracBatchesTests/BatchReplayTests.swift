import LoracJSON
import LoracPlan
import LoracRandom
import Testing

@testable import LoracBatches

/// Repeats what sd-scripts did from the plan and the seed alone.
@Suite struct BatchReplayTests {
  @Test(arguments: RecordedRun.paths) func equalsKohya(path: String) throws {
    var replay = try Replay(RecordedRun.load(path), saving: false)
    try replay.run()
  }

  /// Saves before every batch, and goes on with what was read back.
  @Test(arguments: RecordedRun.paths) func equalsKohyaWhenRestored(path: String) throws {
    var replay = try Replay(RecordedRun.load(path), saving: true)
    try replay.run()
  }

  @Test func thereAreRecords() throws {
    #expect(RecordedRun.paths.count >= 10)
  }
}

/// A run in the place of sd-scripts' loop.
struct Replay {
  private let recorded: RecordedRun
  private let data: BatchData
  private let saves: Bool
  private var random: RunRandom
  private var batches: RunBatches

  init(_ recorded: RecordedRun, saving: Bool) throws {
    self.recorded = recorded
    saves = saving
    data = try BatchData(recorded.plan)
    random = RunRandom(seed: recorded.seed)
    batches = RunBatches(data, random: &random)
  }

  mutating func run() throws {
    expectCaching()
    for (number, epoch) in recorded.epochs.enumerated() {
      batches.training.beginEpoch(&random)
      for (index, expected) in epoch.train.enumerated() {
        if saves { try saveAndRestore() }
        let batch = batches.training.next(&random, completedSteps: expected.step ?? 0)
        Self.expect(batch, expected, "epoch \(number + 1), batch \(index)")
        guard let batch else { return }
        #expect(batch.epoch == number + 1 && batch.index == index)
        #expect(batch.isLast == (index == batches.training.batchesPerEpoch - 1))
        draw()
      }
      if epoch.train.count == batches.training.batchesPerEpoch {
        let rest = batches.training.next(&random)
        #expect(rest == nil)
      }
      if let rounds = epoch.validation { expectValidation(rounds, epoch.afterValidation ?? []) }
    }
    let after = [random.torch.unitDouble(), random.python.unit()]
    #expect(after == recorded.after, "generators at the end")
  }

  private mutating func draw() {
    _ = random.torch.unit(count: recorded.torchDraws)
    for _ in 0..<recorded.pythonDraws { _ = random.python.unit() }
  }

  private mutating func saveAndRestore() throws {
    let text = try JSONValueEncoder.encode(batches.training.saved).serialized()
    let bytes = random.bytes
    var fresh = RunRandom(seed: recorded.seed)
    batches = RunBatches(data, random: &fresh)
    let state = try JSONValueDecoder.decode(BatchSequence.State.self, from: JSONValue.parse(Array(text.utf8)))
    batches.training.restore(state)
    random = try #require(RunRandom(bytes: bytes))
  }

  private func expectCaching() {
    guard data.cachesLatents else { return }
    #expect(batches.latentCaching.count == recorded.caching.count)
    for (ours, theirs) in zip(batches.latentCaching, recorded.caching) {
      let batches = ours.batches()
      #expect(batches.map(\.images) == theirs.map(\.images))
      #expect(batches.map { [$0.bucket.width, $0.bucket.height] } == theirs.map(\.bucket))
      #expect(batches.map(\.flips) == theirs.map(\.flips))
    }
  }

  private mutating func expectValidation(_ expected: [RecordedRun.Batch], _ after: [Double]) {
    let before = random
    random = RunRandom(seed: recorded.plan.validation?.seed ?? recorded.seed)
    guard var validation = batches.validation else {
      Issue.record("no validation")
      return
    }
    validation.begin(&random)
    for (index, batch) in expected.enumerated() {
      Self.expect(validation.next(&random), batch, "validation batch \(index)")
      for _ in 0..<4 { draw() }
    }
    let rest = validation.next(&random)
    #expect(rest == nil)
    let numbers = [random.torch.unitDouble(), random.python.unit()]
    #expect(numbers == after, "generators after validation")
    batches.validation = validation
    random = before
  }

  private static func expect(_ batch: TrainingBatch?, _ expected: RecordedRun.Batch, _ place: Comment) {
    guard let batch else {
      Issue.record("no batch: \(place)")
      return
    }
    #expect(batch.dataset == expected.dataset, place)
    #expect([batch.bucket.width, batch.bucket.height] == expected.bucket, place)
    #expect(batch.items.map(\.image) == expected.items.map(\.image), place)
    // Unicode scalars: Swift takes some different texts for equal.
    #expect(
      batch.items.map { Array($0.caption.unicodeScalars) } == expected.items.map { Array($0.caption.unicodeScalars) },
      place)
    #expect(batch.items.map(\.isFlipped) == expected.items.map(\.flipped), place)
    #expect(batch.items.map(\.lossWeight) == expected.items.map { Float($0.weight) }, place)
    for (item, expected) in zip(batch.items, expected.items) {
      if let cut = expected.cut {
        #expect([item.cut.left, item.cut.top] == cut, place)
        #expect(expected.mirrored == item.isFlipped, place)
      }
      #expect(item.color == expected.color.map { $0.kind == "hue" ? .hue($0.value) : .gamma($0.value) }, place)
    }
  }
}

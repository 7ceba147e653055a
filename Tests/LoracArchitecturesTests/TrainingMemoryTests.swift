import LoracArchitectures
import Testing

@Suite struct TrainingMemoryTests {
  static func setup(_ change: (inout TrainingMemory.Setup) -> Void = { _ in }) -> TrainingMemory.Setup {
    var setup = TrainingMemory.Setup(
      width: 512, height: 512, batchSize: 1, computeByteCount: 4, recomputesActivations: false, cachesLatents: false,
      optimizerByteCountPerParameter: 8)
    change(&setup)
    return setup
  }

  static func memory(_ setup: TrainingMemory.Setup) -> TrainingMemory {
    let adapters = AdapterTensors(.sd15, .init(linear: .init(rank: 4, alpha: 1)))
    return TrainingMemory(.sd15, adapters, setup)
  }

  @Test func countsWeightsAdaptersAndOptimizerExactly() {
    let memory = Self.memory(Self.setup())
    #expect(memory.baseModel == 4 * 1_066_235_307)
    #expect(memory.adapters == 8 * 2_359_296)
    #expect(memory.optimizer == 8 * 2_359_296)
    #expect(memory.total == memory.baseModel + memory.adapters + memory.optimizer + memory.activations)
  }

  @Test func activationsFollowAreaBatchPrecisionAndRecomputation() {
    let base = Self.memory(Self.setup()).activations
    #expect(base == 3_768_833_802)
    #expect(Self.memory(Self.setup { $0.batchSize = 2 }).activations == 2 * base)
    #expect(Self.memory(Self.setup { $0.width = 1024 }).activations == 2 * base)
    #expect(Self.memory(Self.setup { $0.computeByteCount = 2 }).activations == base / 2)
    #expect(Self.memory(Self.setup { $0.recomputesActivations = true }).activations < base / 8)
  }

  @Test func cachedLatentsLeaveTheAutoencoderOut() {
    let difference = Self.memory(Self.setup()).baseModel - Self.memory(Self.setup { $0.cachesLatents = true }).baseModel
    #expect(difference == 4 * 83_653_863)
  }
}

import LoracPlan
import LoracTestSupport
import Testing

@Suite struct NativeMemoryTests {
  /// What a run held at most (VmHWM): SD 1.5's published sizes stored as fp16, rank 8, AdamW, latents in memory, 2 threads.
  struct Measurement: Sendable, CustomTestStringConvertible {
    var resolution: Int
    var batchSize = 1
    var recomputes = false
    var mebibytes: Int
    var testDescription: String { "\(resolution) px, batches of \(batchSize)\(recomputes ? ", recomputing" : "")" }
  }

  static let measurements = [
    Measurement(resolution: 128, mebibytes: 2105), Measurement(resolution: 256, mebibytes: 2368),
    Measurement(resolution: 256, batchSize: 4, mebibytes: 3572), Measurement(resolution: 512, mebibytes: 3417),
    Measurement(resolution: 768, mebibytes: 5115),
    // Measured before the autoencoder's pages were given back after caching, so a little high.
    Measurement(resolution: 512, recomputes: true, mebibytes: 2375),
  ]

  private static func plan(_ lines: String) throws -> TrainingPlan {
    let bench = try Workbench()
    try bench.addImages("train/2_cat", 4, 512, 512)
    let (plan, _) = try bench.plan(lines)
    return try #require(plan)
  }

  private static func memory(
    _ resolution: Int = 256, dataset: String = "", train: String = "", more: String = ""
  ) throws -> MemoryEstimate {
    let found = try plan(
      """
      dataset: {resolution: \(resolution), buckets: {min: 64}, images: [train/2_cat]\(dataset)}
      network: {rank: 8}
      optimizer: {type: AdamW, learning_rate: 1e-4}
      train: {steps: 2, mixed_precision: no\(train)}
      \(more)
      """)
    return try #require(found.memory)
  }

  private static func bytes(_ memory: MemoryEstimate, _ part: String) -> Int {
    memory.parts.first { $0.name == part }?.bytes ?? 0
  }

  @Test(arguments: measurements) func comesWithinATenthOfWhatWasMeasured(_ measured: Measurement) throws {
    let memory = try Self.memory(
      measured.resolution, dataset: ", batch_size: \(measured.batchSize)",
      train: measured.recomputes ? ", gradient_checkpointing: true" : "")
    let ratio = Double(memory.peakBytes) / Double(measured.mebibytes << 20)
    #expect(abs(ratio - 1) < 0.1, "\(memory.peakBytes >> 20) MiB planned")
    #expect(memory.peakBytes == memory.parts.reduce(0) { $0 + $1.bytes })
  }

  @Test func countsWeightsAdaptersAndOptimizerExactly() throws {
    let memory = try Self.memory()
    // U-Net and text encoder in fp16, without the table of 49,408 tokens.
    #expect(Self.bytes(memory, "base model") == 2 * (859_520_964 + 123_060_480 - 49_408 * 768))
    #expect(Self.bytes(memory, "adapters") == 8 * 2 * 2_359_296)
    #expect(Self.bytes(memory, "optimizer") == 8 * 2 * 2_359_296)
  }

  @Test func keepsTheAutoencoderOnlyWhereLatentsAreNotCached() throws {
    let (cached, anew) = (try Self.memory(), try Self.memory(dataset: ", cache_latents: false"))
    #expect(Self.bytes(anew, "latents") == 0)
    #expect(Self.bytes(anew, "base model") > Self.bytes(cached, "base model"))
    // Pictures and activations take turns in the same memory.
    #expect(Self.bytes(anew, "activations") == Self.bytes(cached, "activations"))
  }

  @Test func theLargestBatchOfAnyDatasetDecides() throws {
    let bench = try Workbench()
    try bench.addImages("a/1_cat", 8, 512, 512)
    try bench.addImages("b/1_cat", 1, 1024, 1024)
    func memory(_ folders: String) throws -> Int {
      let (plan, _) = try bench.plan(
        """
        dataset: {images: [\(folders)]}
        network: {rank: 8}
        optimizer: {type: AdamW, learning_rate: 1e-4}
        train: {steps: 2, mixed_precision: no}
        """)
      return Self.bytes(try #require(plan?.memory), "activations")
    }
    let many = "{path: a/1_cat, resolution: 512, batch_size: 8}"
    let large = "{path: b/1_cat, resolution: 1024, batch_size: 1}"
    #expect(try memory("\(many), \(large)") == memory(many))
    #expect(try memory("\(large), \(many)") > memory(large))
  }

  @Test func previewsTakeTurnsWithTraining() throws {
    func sample(_ size: Int) -> String { "sample: {every: 1 step, size: \(size), prompts: [a cat]}" }
    let (without, small, large) = (
      try Self.memory(512), try Self.memory(512, more: sample(512)), try Self.memory(512, more: sample(1024))
    )
    // A step at 512 pixels takes more than a picture of this size, though less than one of 1024.
    #expect(Self.bytes(small, "activations") == Self.bytes(without, "activations"))
    #expect(Self.bytes(large, "activations") > Self.bytes(without, "activations"))
    // The decoder's weights: 49.5 million numbers.
    #expect(abs(Self.bytes(small, "decoder of previews") - 2 * 49_490_199) < 1000)
    #expect(Self.bytes(without, "decoder of previews") == 0)
  }

  @Test func kohyasMemoryIsEstimatedAsBefore() throws {
    let memory = try Self.memory(more: "run: {backend: kohya}")
    #expect(memory.parts.map(\.name) == ["base model", "adapters", "optimizer", "activations"])
    #expect(memory.basis != (try Self.memory().basis))
  }
}

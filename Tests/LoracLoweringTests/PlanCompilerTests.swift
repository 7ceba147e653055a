import LoracJSON
import LoracPlan
import LoracTestSupport
import Testing

@Suite struct PlanCompilerTests {
  /// What sd-scripts logged for the tutorial's data: 35 pictures of 512×512 with 30 repeats.
  @Test func agreesWithTheTutorialsLog() throws {
    let log = try fixture("training-log.json")
    let bench = try Workbench()
    try bench.addImages("train/30_ZhangNaYing", 35, 512, 512)
    let (found, diagnostics) = try bench.plan(
      """
      dataset: {images: [train/30_ZhangNaYing], buckets: {upscale: false}}
      network: {rank: 128, alpha: rank/2}
      optimizer: {learning_rate: 3.64e-5}
      train: {epochs: 1, mixed_precision: fp16}
      """)
    let plan = try #require(found)
    #expect(diagnostics.codes.isEmpty)
    #expect(plan.steps.total == log.integer("max_train_steps"))
    #expect(plan.steps.warmup == log.integer("lr_warmup_steps"))
    #expect(plan.epochs == log.integer("num_epochs"))
    #expect(plan.batchesPerEpoch == log.integer("num_batches_per_epoch"))
    #expect(plan.buckets?.map(\.entries) == [1050])
    #expect(plan.dataset?.entries == log.integer("num_train_images_times_repeats"))
    #expect(plan.dataset?.regularizationImages == log.integer("num_reg_images"))
    #expect(plan.dataset?.meanAspectRatioError == [0])
    let modules = plan.network.parts.reduce(into: [:]) {
      $0[$1.name.hasPrefix("unet") ? "unet" : $1.name, default: 0] += $1.modules
    }
    #expect(modules["unet"] == log.integer("lora_modules_unet"))
    #expect(modules["text_encoder"] == log.integer("lora_modules_text_encoder"))
    #expect(plan.saves.map(\.file) == ["cat.safetensors"])
    #expect(plan.save.precision == "fp16")
    #expect(plan.data.datasets[0].folders[0].conventionParent == "\(bench.directory.path)/train")
    #expect(plan.data.datasets[0].folders[0].classTokens == "ZhangNaYing")
  }
}

extension JSONValue {
  /// The integer member `key`.
  func integer(_ key: String) -> Int? {
    guard case .integer(let value)? = self[key] else { return nil }
    return value
  }
}

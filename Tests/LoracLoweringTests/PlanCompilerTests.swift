import LoracDiagnostics
import LoracJSON
import LoracLowering
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
    #expect(plan.steps.total == log["max_train_steps"]?.int)
    #expect(plan.steps.warmup == log["lr_warmup_steps"]?.int)
    #expect(plan.epochs == log["num_epochs"]?.int)
    #expect(plan.batchesPerEpoch == log["num_batches_per_epoch"]?.int)
    #expect(plan.buckets?.map(\.entries) == [1050])
    #expect(plan.dataset?.entries == log["num_train_images_times_repeats"]?.int)
    #expect(plan.dataset?.regularizationImages == log["num_reg_images"]?.int)
    #expect(plan.dataset?.meanAspectRatioError == [0])
    let modules = plan.network.parts.reduce(into: [:]) {
      $0[$1.name.hasPrefix("unet") ? "unet" : $1.name, default: 0] += $1.modules
    }
    #expect(modules["unet"] == log["lora_modules_unet"]?.int)
    #expect(modules["text_encoder"] == log["lora_modules_text_encoder"]?.int)
    #expect(plan.saves.map(\.file) == ["cat.safetensors"])
    #expect(plan.save.precision == "fp16")
    #expect(plan.data.datasets[0].folders[0].conventionParent == "\(bench.directory.path)/train")
    #expect(plan.data.datasets[0].folders[0].classTokens == "ZhangNaYing")
  }

  /// kohya.md C.1: the balance of 30 regularization pictures against 100 training entries.
  @Test func balancesRegularization() throws {
    let bench = try Workbench()
    try bench.addImages("train/10_cat", 10, 512, 512)
    try bench.addImages("reg/1_animal", 30, 512, 512, caption: nil)
    let (found, _) = try bench.plan(
      "dataset: {images: [train/10_cat], regularization: [reg/1_animal]}\ntrain: {epochs: 1}")
    let plan = try #require(found)
    #expect(plan.steps.total == 200)
    #expect(plan.dataset?.regularizationImages == 30)
    #expect(plan.dataset?.regularizationEntries == 100)
    let repeats = try #require(plan.dataset?.folders.last?.images.map(\.repeats))
    #expect(repeats == Array(repeating: 4, count: 10) + Array(repeating: 3, count: 20))
    #expect(plan.steps.kohyaGUI == 200)
  }

  /// A resolution off the step: today a tall picture gets 320x768, in 2023 each side was rounded down to 448 first.
  @Test(arguments: [("current", [320, 768]), ("2023", [256, 640])])
  func bucketsAreThoseOfTheVersion(_ version: String, _ bucket: [Int]) throws {
    let bench = try Workbench()
    try bench.addImages("train/10_cat", 10, 400, 1000)
    let (found, _) = try bench.plan(
      """
      dataset: {images: [train/10_cat], resolution: 500}
      train: {epochs: 1}
      run: {sd_scripts_version: \(version)}
      """)
    let plan = try #require(found)
    #expect(plan.buckets?.map { [$0.width, $0.height] } == [bucket])
  }

  /// kohya reads the rules as a Python literal, so the plan has quotes whether or not the recipe repeats them.
  @Test(arguments: ["\"1:5,0.5\"", "\"'1:5,0.5'\"", "[\"1:5\", 0.5]"]) func stepRulesAreQuoted(_ rules: String) throws {
    let bench = try Workbench()
    try bench.addImages("train/10_cat", 10, 512, 512)
    let (found, diagnostics) = try bench.plan(
      """
      dataset: {images: [train/10_cat]}
      optimizer: {learning_rate: 1e-4}
      schedule: {type: piecewise_constant, warmup: 0, args: {step_rules: \(rules)}}
      train: {steps: 10}
      """)
    let plan = try #require(found)
    #expect(diagnostics.codes.isEmpty)
    #expect(plan.schedule.args == [NamedArgument(name: "step_rules", value: "'1:5,0.5'")])
    #expect(plan.learningRates.curve == [1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5])
  }

  @Test func aParentStandsForItsFolders() throws {
    let bench = try Workbench()
    try bench.addImages("train/2_b", 3, 512, 512)
    try bench.addImages("train/10_a", 2, 512, 512)
    try bench.addImages("train/other", 2, 512, 512)
    let (found, diagnostics) = try bench.plan("dataset: {images: [train]}\ntrain: {epochs: 1}")
    let folders = try #require(found).data.datasets[0].folders
    #expect(folders.map(\.path) == ["\(bench.directory.path)/train/10_a", "\(bench.directory.path)/train/2_b"])
    #expect(folders.map(\.repeats) == [10, 2])
    #expect(folders.map(\.classTokens) == ["a", "b"])
    #expect(folders.allSatisfy { $0.conventionParent == nil })
    #expect(diagnostics.codes == ["LR0509"])
  }

  @Test func repeatsComeFromTheItemThenTheNameThenTheDataset() throws {
    let bench = try Workbench()
    for folder in ["3_a", "4_b", "c"] { try bench.addImages(folder, 1, 512, 512) }
    let (found, _) = try bench.plan(
      "dataset: {repeats: 7, images: [{path: 3_a, repeats: 2}, 4_b, c]}\ntrain: {epochs: 1}")
    #expect(try #require(found).data.datasets[0].folders.map(\.repeats) == [2, 4, 7])
  }

  @Test func foldersOfOneResolutionAreOneDataset() throws {
    let bench = try Workbench()
    for folder in ["1_a", "1_b", "1_c", "1_reg"] { try bench.addImages(folder, 1, 512, 512) }
    let (found, diagnostics) = try bench.plan(
      """
      dataset:
        images: [1_a, {path: 1_b, resolution: 768}, {path: 1_c, resolution: 512}]
        regularization: [1_reg]
      train: {epochs: 1}
      """)
    let datasets = try #require(found).data.datasets
    #expect(datasets.map(\.resolution.width) == [512, 768])
    #expect(datasets.map { $0.folders.map { $0.path.suffix(3) } } == [["1_a", "1_c", "reg"], ["1_b"]])
    #expect(diagnostics.codes == ["LR0512"])
  }

  @Test func stepsWithoutADatasetLeaveItsPartOut() throws {
    let bench = try Workbench()
    let (found, diagnostics) = try bench.plan(
      "dataset: {images: ['D:/train/30_cat']}\ntrain: {steps: 1050}\nsave: {every: 1 epoch}")
    let plan = try #require(found)
    #expect(plan.buckets == nil)
    #expect(plan.epochs == nil)
    #expect(plan.batchesPerEpoch == nil)
    #expect(plan.steps.perEpoch == nil)
    #expect(plan.steps.total == 1050)
    #expect(plan.dataset == nil)
    #expect(plan.data.datasets[0].folders[0].conventionParent == "D:/train")
    #expect(plan.data.datasets[0].folders[0].classTokens == "cat")
    #expect(diagnostics.codes == ["LR0502"])
  }

  @Test func epochsWithoutADatasetAreAnError() throws {
    let bench = try Workbench()
    let (found, diagnostics) = try bench.plan("dataset: {images: [30_cat]}\ntrain: {epochs: 10}")
    #expect(found == nil)
    #expect(diagnostics.codes == ["LR0501"])
    #expect(diagnostics.contains { $0.severity == .error })
  }

  @Test func aRunNeedsItsInputs() throws {
    let bench = try Workbench()
    let (_, diagnostics) = try bench.plan("dataset: {images: [30_cat]}\ntrain: {steps: 10}", mode: .run)
    #expect(diagnostics.filter { $0.severity == .error }.map(\.code.id) == ["LR0600", "LR0501"])
  }

  @Test func siblingsForbidTheParent() throws {
    let bench = try Workbench()
    for folder in ["train/1_a", "train/2_b"] { try bench.addImages(folder, 1, 512, 512) }
    let (found, _) = try bench.plan("dataset: {images: [train/1_a]}\ntrain: {epochs: 1}")
    #expect(try #require(found).data.datasets[0].folders[0].conventionParent == nil)
  }

  @Test func theRecipesFingerprintIgnoresTheDataset() throws {
    let bench = try Workbench()
    try bench.addImages("1_a", 1, 512, 512)
    let lines = "dataset: {images: [1_a]}\ntrain: {epochs: 1}"
    let firstPlan = try bench.plan(lines).plan
    let first = try #require(firstPlan).fingerprint
    let samePlan = try bench.plan(lines + "\n# a comment").plan
    let same = try #require(samePlan).fingerprint
    #expect(same == first)
    try bench.addImages("1_a", 1, 512, 768)
    let grownPlan = try bench.plan(lines).plan
    let grown = try #require(grownPlan).fingerprint
    #expect(grown.recipe == first.recipe)
    #expect(grown.dataset != first.dataset)
    let otherPlan = try bench.plan(lines.replacing("epochs: 1", with: "epochs: 2")).plan
    let other = try #require(otherPlan).fingerprint
    #expect(other.recipe != first.recipe)
  }
}

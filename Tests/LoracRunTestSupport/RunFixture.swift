package import LoracPlan
internal import LoracPlanText
package import LoracTestSupport

/// A run folder that a test writes.
package struct RunFixture: ~Copyable {
  /// What holds the run folder, and is deleted in the end.
  package let directory: TemporaryDirectory
  /// The run folder.
  package let folder: String

  /// A run named `name` of `backend` with a small plan, which `change` may alter, and a log of `lines`.
  package init(
    name: String = "moka", backend: String = "native", lines: [String] = [],
    changing change: (inout TrainingPlan) -> Void = { _ in }
  ) throws {
    let directory = try TemporaryDirectory()
    let folder = try directory.makeFolder("runs/\(name.replacing("/", with: "_"))/20260102-030405")
    var plan = Self.plan(name, backend, output: directory.path + "/output")
    change(&plan)
    try writeFile(Array(try PlanDocument.text(plan).utf8), to: "\(folder)/plan.json")
    try writeFile(Array(lines.map { $0 + "\n" }.joined().utf8), to: "\(folder)/events.jsonl")
    self.directory = directory
    self.folder = folder
  }

  /// Replaces the log.
  package func write(_ log: String) throws { try writeFile(Array(log.utf8), to: "\(folder)/events.jsonl") }

  /// A plan of 24 steps in two epochs, with a file and previews after each.
  package static func plan(_ name: String, _ backend: String, output: String) -> TrainingPlan {
    var plan = TrainingPlan(
      name: name, steps: StepCounts(total: 24, perEpoch: 12, warmup: 2), learningRates: LearningRatePlan(points: []),
      model: ModelPlan(base: "base.safetensors", family: .sd15),
      network: NetworkPlan(type: "lora", rank: 8, alpha: 4, train: .both), optimizer: OptimizerPlan(type: "AdamW"),
      schedule: SchedulePlan(type: "constant", warmup: .steps(2)),
      train: TrainPlan(
        epochs: 2, steps: nil, seed: 1, mixedPrecision: "no", gradientAccumulation: 1, gradientCheckpointing: false),
      loss: LossPlan(), save: SavePlan(precision: "fp16", format: "safetensors", directory: output),
      log: LogPlan(tensorboard: false, directory: nil, prefix: nil),
      run: RunPlan(backend: backend, sdScripts: nil, sdScriptsVersion: "current", processes: 1, cpuThreads: 1),
      data: DataPlan(
        datasets: [
          DatasetSettings(
            resolution: PixelSize(width: 64, height: 64), batchSize: 1,
            buckets: BucketSettings(enabled: false, step: 64, min: 64, max: 64, upscale: false),
            folders: [
              FolderSettings(
                path: "train", isRegularization: false, repeats: 1, classTokens: nil,
                captions: CaptionSettings(extension: ".txt"))
            ])
        ], cacheLatents: "memory"),
      fingerprint: Fingerprint(recipe: "00", dataset: nil, model: nil))
    plan.epochs = 2
    plan.saves = [
      SavePoint(kind: .epoch, file: "\(name)-000001.safetensors", step: 12, epoch: 1, bytes: 10),
      SavePoint(kind: .last, file: "\(name).safetensors", step: 24, epoch: 2, bytes: 10),
    ]
    plan.samples = [SamplePoint(step: 12, epoch: 1), SamplePoint(step: 24, epoch: 2)]
    return plan
  }
}

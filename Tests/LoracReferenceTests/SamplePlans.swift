import LoracPlan

/// Plans for tests of their JSON; the values mean nothing.
enum SamplePlans {
  /// A plan in which every optional has a value and no list is empty.
  static var full: TrainingPlan {
    var plan = base
    plan.origin = PlanOrigin(recipe: "recipe.yaml", changes: ["train.epochs=2"])
    plan.epochs = 2
    plan.batchesPerEpoch = 30
    plan.steps.popularFormula = 60
    plan.steps.kohyaGUI = 61
    plan.steps.explanation = ["the last batch of each bucket is smaller"]
    plan.buckets = [
      BucketPlan(dataset: 0, width: 512, height: 768, images: 3, entries: 30, batches: 30, lastBatch: 1)
    ]
    var save = SavePoint(kind: .epoch, file: "cat-000001.safetensors", step: 30, epoch: 1, bytes: 1 << 40)
    save.removes = "cat-000000.safetensors"
    save.state = "cat-000001-state"
    save.removesState = "cat-000000-state"
    plan.saves = [save]
    plan.samples = [SamplePoint(step: 30, epoch: 1)]
    plan.model.vae = "vae.safetensors"
    plan.model.file = ModelFilePlan(layout: "single-file", dtype: "F16", bytes: 2_132_696_762, shortHash: "0123abcd")
    plan.network.convRank = 8
    plan.network.convAlpha = 4
    plan.network.dropout = 0.1
    plan.network.rankDropout = 0.1
    plan.network.moduleDropout = 0.1
    plan.network.scaleWeightNorms = 1
    plan.network.weights = "old.safetensors"
    plan.network.args = [NamedArgument(name: "block_dims", value: "1,2")]
    plan.network.parts = [AdapterPart(name: "unet.down", modules: 64, parameters: 1000)]
    plan.optimizer.learningRate = 1e-4
    plan.optimizer.unetLearningRate = 1e-4
    plan.optimizer.textEncoderLearningRate = 1e-5
    plan.optimizer.args = [NamedArgument(name: "weight_decay", value: "0.01")]
    plan.schedule.warmup = .fraction(0.05)
    plan.schedule.cycles = 3
    plan.schedule.power = 1
    plan.schedule.decay = .steps(10)
    plan.schedule.minimumRatio = 0.1
    plan.schedule.timescale = 100
    plan.description = "a cat"
    plan.schedule.args = [NamedArgument(name: "a", value: "True")]
    plan.train.epochs = 2
    plan.train.steps = 60
    plan.train.seed = 42
    fillLoss(&plan.loss)
    fillOutput(&plan)
    fillData(&plan)
    return plan
  }

  /// A plan with as little in it as there can be.
  static var sparse: TrainingPlan { base }

  private static var base: TrainingPlan {
    TrainingPlan(
      name: "cat", steps: StepCounts(total: 60, perEpoch: nil, warmup: 0), learningRates: LearningRatePlan(points: []),
      model: ModelPlan(base: "base.safetensors", family: .sd15),
      network: NetworkPlan(type: "lora", rank: 32, alpha: 16, train: .textEncoder),
      optimizer: OptimizerPlan(type: "AdamW"), schedule: SchedulePlan(type: "constant", warmup: .steps(0)),
      train: TrainPlan(
        epochs: nil, steps: nil, seed: nil, mixedPrecision: "no", gradientAccumulation: 1,
        gradientCheckpointing: false),
      loss: LossPlan(), save: SavePlan(precision: "fp16", format: "safetensors", directory: "output"),
      log: LogPlan(tensorboard: true, directory: nil, prefix: nil),
      run: RunPlan(backend: "native", sdScripts: nil, sdScriptsVersion: "current", processes: 1, cpuThreads: 2),
      data: DataPlan(datasets: [], cacheLatents: "memory"),
      fingerprint: Fingerprint(recipe: "00ff", dataset: nil, model: nil))
  }

  private static func fillLoss(_ loss: inout LossPlan) {
    loss.minSNRGamma = 5
    loss.noiseOffset = 0.05
    loss.adaptiveNoiseScale = 0.01
    loss.multiresNoise = MultiresNoise(iterations: 6, discount: 0.3)
    loss.huber = Huber(schedule: "snr", c: 0.1, scale: 1)
    loss.ipNoiseGamma = 0.1
    loss.minTimestep = 0
    loss.maxTimestep = 1000
  }

  private static func fillOutput(_ plan: inout TrainingPlan) {
    plan.steps.perEpoch = 30
    plan.learningRates.points = [
      LearningRatePoint(step: 1, at: "start", multiplier: 1, unet: 1e-4, textEncoder: 1e-5)
    ]
    plan.learningRates.curve = [0.5, 1]
    plan.save.every = .epochs(1)
    plan.save.ratio = 3
    plan.learningRates.curve = [0, 0.5, 1]
    plan.save.keepLast = .steps(500)
    plan.save.stateEvery = .epochs(2)
    plan.save.stateKeepLast = .steps(1)
    plan.sample = SamplePlan(
      every: .epochs(1), atStart: true, sampler: "euler_a",
      prompts: [
        SamplePrompt(
          prompt: "a cat", negative: "a dog", size: PixelSize(width: 512, height: 512), steps: 28, cfg: 7, seed: 1,
          sampler: "ddim")
      ])
    plan.validation = ValidationPlan(split: 0.1, seed: 1, every: .steps(10))
    plan.log.directory = "logs"
    plan.log.prefix = "cat"
    plan.run.sdScripts = "sd-scripts"
    plan.run.machines = MachinesPlan(count: 2, rank: 0, address: "10.0.0.1", port: 29500)
    plan.kohya = [
      KohyaSetting(name: "xformers", value: .boolean(true)), KohyaSetting(name: "zero_stage", value: .integer(2)),
      KohyaSetting(name: "base_weights", value: .list([.string("a")])), KohyaSetting(name: "x", value: .number(0.5)),
    ]
    plan.fingerprint = Fingerprint(recipe: "00ff", dataset: "01", model: "02")
    plan.memory = MemoryEstimate(peakBytes: 1, parts: [MemoryPart(name: "weights", bytes: 1)], basis: "a table")
    plan.time = TimeEstimate(secondsPerStep: 1.5, totalSeconds: 90, basis: "a measurement")
    plan.diagnostics = [PlanDiagnostic(code: "LR0401", severity: "warning", message: "alpha exceeds rank")]
  }

  private static func fillData(_ plan: inout TrainingPlan) {
    let size = PixelSize(width: 512, height: 768)
    var captions = CaptionSettings(extension: ".txt")
    captions.keepTokensSeparator = "|||"
    captions.prefix = "a"
    captions.suffix = "b"
    captions.secondarySeparator = ";;"
    var folder = FolderSettings(
      path: "train/10_cat", isRegularization: false, repeats: 10, classTokens: "cat", captions: captions)
    folder.conventionParent = "train"
    folder.preparation = PreparationPlan(
      source: "raw/10_cat", steps: ["cropped"], isReady: false, picturesToMake: 1, captionsToWrite: 1)
    let buckets = BucketSettings(enabled: true, step: 64, min: 256, max: 1024, upscale: true)
    plan.data.datasets = [DatasetSettings(resolution: size, batchSize: 1, buckets: buckets, folders: [folder])]
    let image = ImagePlan(
      file: "1.png", size: size, bucket: size, resized: size, repeats: 10, caption: "a cat", bytes: 1, digest: "00")
    plan.dataset = DatasetPlan(
      images: 1, entries: 10, regularizationImages: 0, regularizationEntries: 0, validationImages: 0,
      meanAspectRatioError: [0.01],
      folders: [
        FolderContents(path: "train/10_cat", dataset: 0, isRegularization: false, captioned: 1, images: [image])
      ])
  }
}

/// A fully resolved training plan: the contract between the front end and the back ends.
///
/// A plain value without source positions, file handles or anything left to decide; the same inputs give the same plan.
/// Everything under ``dataset``, ``buckets``, ``epochs``, ``batchesPerEpoch`` and ``StepCounts/perEpoch`` is nil only when
/// the dataset is not on this machine and `train.steps` gives the length.
package struct TrainingPlan: Sendable, Hashable, Codable {
  /// The version of this plan format.
  package var planVersion: Int
  /// The recipe that was planned; nil for a plan made otherwise.
  package var origin: PlanOrigin?
  /// The output name.
  package var name: String
  /// What the recipe says it is for; kept in the LoRA's metadata.
  package var description: String?
  /// The number of epochs that begin; the last may be cut short.
  package var epochs: Int?
  /// Batches that the data loader gives in one epoch, on all processes together.
  package var batchesPerEpoch: Int?
  /// Optimizer step counts.
  package var steps: StepCounts
  /// The buckets that hold images, dataset by dataset, in ascending order of (width, height).
  package var buckets: [BucketPlan]?
  /// Every file that will be saved, in order.
  package var saves: [SavePoint]
  /// When previews are made.
  package var samples: [SamplePoint]
  /// The learning rates over the run.
  package var learningRates: LearningRatePlan
  /// The base model.
  package var model: ModelPlan
  /// The adapter network.
  package var network: NetworkPlan
  /// The optimizer and the rates it is given.
  package var optimizer: OptimizerPlan
  /// The learning-rate schedule.
  package var schedule: SchedulePlan
  /// Length, precision and seed.
  package var train: TrainPlan
  /// The loss and the noise.
  package var loss: LossPlan
  /// How files are saved.
  package var save: SavePlan
  /// How previews are made; nil if none are.
  package var sample: SamplePlan?
  /// The held-out set; nil if there is none.
  package var validation: ValidationPlan?
  /// What is logged where.
  package var log: LogPlan
  /// Who trains and where.
  package var run: RunPlan
  /// The settings of the data: what the recipe says about folders, sizes and captions.
  package var data: DataPlan
  /// What was read from disk.
  package var dataset: DatasetPlan?
  /// Settings that only kohya has, by argument name, sorted.
  package var kohya: [KohyaSetting]
  /// What identifies the inputs, to find a stale plan.
  package var fingerprint: Fingerprint
  /// An estimate of memory; nil if it cannot be made.
  package var memory: MemoryEstimate?
  /// An estimate of time; nil if it cannot be made.
  package var time: TimeEstimate?
  /// Warnings and remarks found while planning, without their source positions.
  package var diagnostics: [PlanDiagnostic]

  /// Collects the parts of a plan; see the properties.
  package init(
    name: String, steps: StepCounts, learningRates: LearningRatePlan, model: ModelPlan, network: NetworkPlan,
    optimizer: OptimizerPlan, schedule: SchedulePlan, train: TrainPlan, loss: LossPlan, save: SavePlan, log: LogPlan,
    run: RunPlan, data: DataPlan, fingerprint: Fingerprint
  ) {
    self.planVersion = 1
    self.name = name
    self.steps = steps
    self.saves = []
    self.samples = []
    self.learningRates = learningRates
    self.model = model
    self.network = network
    self.optimizer = optimizer
    self.schedule = schedule
    self.train = train
    self.loss = loss
    self.save = save
    self.log = log
    self.run = run
    self.data = data
    self.kohya = []
    self.fingerprint = fingerprint
    self.diagnostics = []
  }
}

/// The recipe that was planned.
package struct PlanOrigin: Sendable, Hashable, Codable {
  /// The recipe's path, as it was given.
  package var recipe: String
  /// The `--set` arguments, in order.
  package var changes: [String]

  /// The recipe at `recipe` with `changes`.
  package init(recipe: String, changes: [String]) {
    self.recipe = recipe
    self.changes = changes
  }
}

/// A width and a height in pixels.
package struct PixelSize: Sendable, Hashable, Codable {
  /// Pixels from left to right.
  package var width: Int
  /// Pixels from top to bottom.
  package var height: Int

  /// A size of `width` × `height` pixels.
  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

/// An interval at which something happens again.
package enum Interval: Sendable, Hashable {
  /// After every this many epochs, at least 1.
  case epochs(Int)
  /// After every this many optimizer steps, at least 1.
  case steps(Int)
}

/// A setting that only kohya has.
package struct KohyaSetting: Sendable, Hashable, Codable {
  /// The argument's name without dashes, as in `xformers`.
  package var name: String
  /// Its value, of the type that kohya's argument table gives it.
  package var value: KohyaValue

  /// Sets `name` to `value`.
  package init(name: String, value: KohyaValue) {
    self.name = name
    self.value = value
  }
}

/// A value of one of kohya's argument types.
package enum KohyaValue: Sendable, Hashable {
  /// A flag that is given or not.
  case boolean(Bool)
  /// An `int`.
  case integer(Int)
  /// A `float`.
  case number(Double)
  /// A `str`.
  case string(String)
  /// Several values, for `nargs`.
  case list([KohyaValue])
}

/// A diagnostic kept in the plan, without positions.
package struct PlanDiagnostic: Sendable, Hashable, Codable {
  /// The code, as in `LR0412`.
  package var code: String
  /// `warning` or `remark`.
  package var severity: String
  /// The headline.
  package var message: String

  /// A diagnostic of `code`.
  package init(code: String, severity: String, message: String) {
    self.code = code
    self.severity = severity
    self.message = message
  }
}

/// What identifies the inputs of a plan.
package struct Fingerprint: Sendable, Hashable, Codable {
  /// The hash of the resolved recipe: the plan's settings without what was read from disk.
  package var recipe: String
  /// The hash of the dataset's file names, sizes, contents (in part) and captions; nil if it was not read.
  package var dataset: String?
  /// The hash of the base model's size, head and tail; nil if it is not on this machine.
  package var model: String?

  /// Collects the three hashes, each lower-case hexadecimal.
  package init(recipe: String, dataset: String?, model: String?) {
    self.recipe = recipe
    self.dataset = dataset
    self.model = model
  }
}

/// How files are saved.
package struct SavePlan: Sendable, Hashable, Codable {
  /// When numbered files are saved; nil for the final one only.
  ///
  /// What ``ratio`` comes to where the number of epochs is known.
  package var every: Interval?
  /// At least this many files spread over the epochs, as `save_n_epoch_ratio`; nil if the recipe states an interval.
  package var ratio: Int?
  /// How many epochs or steps back numbered files are kept, with kohya's meaning; nil keeps all.
  package var keepLast: Interval?
  /// `float`, `fp16` or `bf16`.
  package var precision: String
  /// `safetensors`, `ckpt` or `pt`.
  package var format: String
  /// The folder of the LoRA files.
  package var directory: String
  /// Whether optimizer state is saved with every numbered file and at the end.
  package var stateEvery: Interval?
  /// Whether optimizer state is saved at the end.
  package var stateAtEnd: Bool
  /// How many epochs or steps back states are kept; nil follows ``keepLast``.
  package var stateKeepLast: Interval?

  /// Saves only the final file to `directory`.
  package init(precision: String, format: String, directory: String) {
    self.precision = precision
    self.format = format
    self.directory = directory
    self.stateAtEnd = false
  }
}

/// How previews are made.
package struct SamplePlan: Sendable, Hashable, Codable {
  /// When; nil only if previews are made only before training.
  package var every: Interval?
  /// Whether previews are made before training.
  package var atStart: Bool
  /// The sampler, by kohya's name or by A1111's.
  package var sampler: String
  /// The pictures.
  package var prompts: [SamplePrompt]

  /// Previews with `sampler`.
  package init(every: Interval?, atStart: Bool, sampler: String, prompts: [SamplePrompt]) {
    self.every = every
    self.atStart = atStart
    self.sampler = sampler
    self.prompts = prompts
  }
}

/// One preview picture.
package struct SamplePrompt: Sendable, Hashable, Codable {
  /// What is to be seen.
  package var prompt: String
  /// What is not.
  package var negative: String?
  /// Pixels.
  package var size: PixelSize
  /// Sampling steps.
  package var steps: Int
  /// Classifier-free guidance.
  package var cfg: Double
  /// The seed; nil draws one.
  package var seed: Int?
  /// A sampler of its own; nil uses the plan's.
  package var sampler: String?

  /// A picture of `prompt`.
  package init(
    prompt: String, negative: String?, size: PixelSize, steps: Int, cfg: Double, seed: Int?, sampler: String? = nil
  ) {
    self.sampler = sampler
    self.prompt = prompt
    self.negative = negative
    self.size = size
    self.steps = steps
    self.cfg = cfg
    self.seed = seed
  }
}

/// The held-out set.
package struct ValidationPlan: Sendable, Hashable, Codable {
  /// The part of the images that is held out, from 0 to 1.
  package var split: Double
  /// The seed of the split; nil uses the run's.
  package var seed: Int?
  /// When the held-out loss is computed; nil after every epoch.
  package var every: Interval?

  /// Holds out `split` of the images.
  package init(split: Double, seed: Int?, every: Interval?) {
    self.split = split
    self.seed = seed
    self.every = every
  }
}

/// What is logged where.
package struct LogPlan: Sendable, Hashable, Codable {
  /// Whether TensorBoard event files are written.
  package var tensorboard: Bool
  /// Their folder; nil puts them into the run folder.
  package var directory: String?
  /// What the log's name begins with.
  package var prefix: String?

  /// Logs to `directory`.
  package init(tensorboard: Bool, directory: String?, prefix: String?) {
    self.tensorboard = tensorboard
    self.directory = directory
    self.prefix = prefix
  }
}

/// Who trains and where.
package struct RunPlan: Sendable, Hashable, Codable {
  /// `native` or `kohya`.
  package var backend: String
  /// The sd-scripts checkout; nil leaves it to the environment.
  package var sdScripts: String?
  /// `current` or `2023`.
  package var sdScriptsVersion: String
  /// Training processes on all machines together.
  package var processes: Int
  /// CPU threads per process that accelerate sets.
  package var cpuThreads: Int
  /// More than one machine; nil for one.
  package var machines: MachinesPlan?

  /// One process of `backend` on one machine.
  package init(backend: String, sdScripts: String?, sdScriptsVersion: String, processes: Int, cpuThreads: Int) {
    self.backend = backend
    self.sdScripts = sdScripts
    self.sdScriptsVersion = sdScriptsVersion
    self.processes = processes
    self.cpuThreads = cpuThreads
  }
}

/// A run on several machines.
package struct MachinesPlan: Sendable, Hashable, Codable {
  /// Machines.
  package var count: Int
  /// This machine's number, from 0.
  package var rank: Int
  /// The main machine's address.
  package var address: String
  /// The main machine's port.
  package var port: Int

  /// Machine `rank` of `count`.
  package init(count: Int, rank: Int, address: String, port: Int) {
    self.count = count
    self.rank = rank
    self.address = address
    self.port = port
  }
}

/// The learning rates over the run.
package struct LearningRatePlan: Sendable, Hashable, Codable {
  /// Rate at chosen steps.
  package var points: [LearningRatePoint]
  /// The multiplier at evenly spaced steps from the first to the last, for a plot; at most 64 values.
  package var curve: [Double]

  /// Rates at `points`, and the shape between them.
  package init(points: [LearningRatePoint], curve: [Double] = []) {
    self.points = points
    self.curve = curve
  }
}

/// The rates that one optimizer step uses.
package struct LearningRatePoint: Sendable, Hashable, Codable {
  /// The optimizer step, from 1.
  package var step: Int
  /// What the point marks: `start`, `warmup_end`, `quarter`, `half`, `three_quarters`, `end`.
  package var at: String
  /// The factor on every group's rate.
  package var multiplier: Double
  /// The U-Net's rate; nil if it is not trained.
  package var unet: Double?
  /// The text encoder's rate; nil if it is not trained.
  package var textEncoder: Double?

  /// The rates of `step`.
  package init(step: Int, at: String, multiplier: Double, unet: Double?, textEncoder: Double?) {
    self.step = step
    self.at = at
    self.multiplier = multiplier
    self.unet = unet
    self.textEncoder = textEncoder
  }

  private enum CodingKeys: String, CodingKey {
    case step
    case at
    case multiplier
    case unet
    case textEncoder = "text_encoder"
  }
}

/// An estimate of memory, and what it rests on.
package struct MemoryEstimate: Sendable, Hashable, Codable {
  /// Bytes at the peak: of main memory, the mapped base model included, where lorac trains; rough where kohya does.
  package var peakBytes: Int
  /// What makes up the peak.
  package var parts: [MemoryPart]
  /// What the estimate rests on, in a sentence.
  package var basis: String

  /// An estimate made of `parts`.
  package init(peakBytes: Int, parts: [MemoryPart], basis: String) {
    self.peakBytes = peakBytes
    self.parts = parts
    self.basis = basis
  }
}

/// One part of a memory estimate.
package struct MemoryPart: Sendable, Hashable, Codable {
  /// What uses it.
  package var name: String
  /// Bytes.
  package var bytes: Int

  /// `bytes` used by `name`.
  package init(name: String, bytes: Int) {
    self.name = name
    self.bytes = bytes
  }
}

/// An estimate of time, and what it rests on.
package struct TimeEstimate: Sendable, Hashable, Codable {
  /// Seconds of one optimizer step.
  package var secondsPerStep: Double
  /// Seconds of the whole run.
  package var totalSeconds: Double
  /// What the estimate rests on, in a sentence.
  package var basis: String

  /// An estimate of `totalSeconds`.
  package init(secondsPerStep: Double, totalSeconds: Double, basis: String) {
    self.secondsPerStep = secondsPerStep
    self.totalSeconds = totalSeconds
    self.basis = basis
  }
}

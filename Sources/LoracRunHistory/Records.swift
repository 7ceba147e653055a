/// One optimizer step of a run's log.
///
/// Numbers that were infinite or NaN, which JSON lacks, are NaN here; numbers that the log does not have are nil.
package struct StepRecord: Sendable, Hashable {
  /// A number under a name.
  package struct Number: Sendable, Hashable {
    /// The name, as in `unet`.
    package var name: String
    /// The number.
    package var value: Double

    /// `value` under `name`.
    package init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// The step, from 1.
  package var step: Int
  /// The epoch, from 1.
  package var epoch: Int?
  /// Seconds since the run began.
  package var time: Double
  /// The mean loss of the step's micro-batches; nil in runs of kohya's, whose output does not tell it.
  package var loss: Double?
  /// kohya's `loss/average`: the mean over the last epoch's worth of steps.
  package var averageLoss: Double?
  /// The rate that each group of parameters used.
  package var rates: [Number]
  /// The norm of all gradients before clipping.
  package var gradientNorm: Double?
  /// Seconds that the step took.
  package var seconds: Double?
  /// Further numbers, as `max_norm/average_key_norm`.
  package var extras: [Number]

  /// A step with nothing but its number and time.
  package init(step: Int, epoch: Int? = nil, time: Double = 0) {
    self.step = step
    self.epoch = epoch
    self.time = time
    rates = []
    extras = []
  }
}

/// The loss of the held-out pictures at one moment.
package struct ValidationRecord: Sendable, Hashable {
  /// The optimizer step after which it was computed; 0 before training.
  package var step: Int
  /// The epoch, from 1.
  package var epoch: Int?
  /// The mean over all batches and timesteps of this moment alone; NaN if it was no number, nil in logs without it.
  package var ownLoss: Double?
  /// What kohya logs, an average that may reach further back; NaN if it was no number.
  package var averageLoss: Double
  /// Whether it was computed at an epoch's end.
  package var isAtEpochEnd: Bool

  /// The loss to judge by: that of this moment alone, or kohya's average where there is no other.
  package var loss: Double { ownLoss ?? averageLoss }

  /// A loss after `step`.
  package init(
    step: Int, epoch: Int? = nil, ownLoss: Double? = nil, averageLoss: Double, isAtEpochEnd: Bool = true
  ) {
    self.step = step
    self.ownLoss = ownLoss
    self.epoch = epoch
    self.averageLoss = averageLoss
    self.isAtEpochEnd = isAtEpochEnd
  }
}

/// The end of an epoch.
package struct EpochRecord: Sendable, Hashable {
  /// The epoch, from 1.
  package var epoch: Int
  /// The last optimizer step of it.
  package var step: Int
  /// kohya's `loss/epoch_average`; NaN if it was no number.
  package var averageLoss: Double
}

/// A file that was saved: a LoRA or a state.
package struct SavedRecord: Sendable, Hashable {
  /// The path as the run wrote it, from the folder where it was started.
  package var file: String
  /// The optimizer step after which it was written; nil if neither log nor plan tell.
  package var step: Int?
  /// The epoch, from 1.
  package var epoch: Int?
  /// Its size.
  package var bytes: Int?
  /// Whether the run removed it later, as planned.
  package var isRemoved = false
}

/// A preview picture.
package struct SampleRecord: Sendable, Hashable {
  /// The path of the picture: inside the run folder, or as the run wrote it.
  package var file: String
  /// The optimizer step after which it was made; 0 before training, nil if that cannot be told.
  package var step: Int?
  /// The epoch, from 1, that ended there; nil inside an epoch.
  package var epoch: Int?
  /// Which prompt of the plan, from 0.
  package var prompt: Int
  /// The seed.
  package var seed: Int?

  /// A picture of the prompt of number `prompt`.
  package init(file: String, step: Int?, epoch: Int? = nil, prompt: Int, seed: Int? = nil) {
    self.file = file
    self.step = step
    self.epoch = epoch
    self.prompt = prompt
    self.seed = seed
  }
}

/// How far the work before the first step is.
package struct PreparationRecord: Sendable, Hashable {
  /// The phase, as in `latents`.
  package var phase: String
  /// Parts that are done.
  package var done: Int
  /// All parts.
  package var total: Int
}

/// What a run ran on, as far as it was logged.
package struct RunEnvironment: Sendable, Hashable {
  /// The version of lorac.
  package var lorac: String?
  /// Threads that computed.
  package var threads: Int?
  /// The processor's name.
  package var processor: String?
  /// Processors that the run might use.
  package var processorCount: Int?
  /// Bytes of main memory.
  package var memoryBytes: Int?
  /// The operating system, as in `Linux 6.1.0`.
  package var system: String?
  /// When this process began, in seconds since 1970.
  package var began: Double?

  /// Nothing is known.
  package init() {}
}

/// What a training run tells while it goes on, for people, logs and tests.
package enum TrainingEvent: Sendable {
  /// A stretch of preparation went on: `done` of `total` parts; the first report of a phase has `done` 0.
  case preparing(PreparationPhase, done: Int, total: Int)
  /// Everything is ready; training begins after optimizer step `step`, which is 0 unless the run is resumed.
  case started(step: Int, totalSteps: Int, parameters: Int)
  /// An epoch begins, counted from 1.
  case epochBegan(Int)
  /// An optimizer step is done.
  case step(StepReport)
  /// An epoch is over; `averageLoss` is kohya's `loss/epoch_average`.
  case epochEnded(Int, step: Int, averageLoss: Double)
  /// The loss of the held-out images was computed: before training, inside an epoch, or at its end.
  case validated(ValidationReport)
  /// A LoRA file was written.
  case saved(path: String, step: Int, epoch: Int, bytes: Int)
  /// A preview goes on: the picture of prompt `prompt`, from 0, of as many as are made at one moment, has done `step` steps.
  case sampling(prompt: Int, of: Int, step: Int, steps: Int)
  /// A preview was written: that of prompt `prompt`, from 0, after optimizer step `step`; `epoch` is the one that ended there.
  case sampled(path: String, step: Int, epoch: Int?, prompt: Int, seed: Int)
  /// An older LoRA file or state was removed, as planned.
  case removed(path: String)
  /// The state was written.
  case stateSaved(path: String, step: Int)
  /// Training ended: all steps are done, or the caller asked to stop. Nothing follows.
  case ended(step: Int, isFinished: Bool)
}

/// What happens before the first step.
package enum PreparationPhase: String, Sendable, Hashable, CaseIterable {
  /// The base model's files are mapped and checked.
  case model
  /// torch's generator is brought to where kohya's stands after building the model.
  case random
  /// Pictures are turned into latents.
  case latents
  /// Graphs and memory are laid out.
  case graphs
}

/// One optimizer step.
package struct StepReport: Sendable {
  /// The step, from 1.
  package var step: Int
  /// The epoch, from 1.
  package var epoch: Int
  /// The loss of each micro-batch, kohya's `loss/current`.
  package var losses: [Double]
  /// kohya's `loss/average`: the mean over the last epoch's worth of micro-batches.
  package var averageLoss: Double
  /// The rates as kohya logs them, as in `lr/unet`; those of the next step.
  package var rates: [Rate]
  /// The rate that each parameter group used in this step, as in `unet`.
  package var usedRates: [Rate]
  /// Further numbers that kohya logs, such as `max_norm/keys_scaled`.
  package var extras: [Rate]
  /// The norm of all gradients before clipping; nil without clipping.
  package var gradientNorm: Double?
  /// Seconds that the step took.
  package var seconds: Double

  /// A number under a name.
  package struct Rate: Sendable, Hashable {
    /// The name.
    package var name: String
    /// The number.
    package var value: Double

    /// `value` under `name`.
    package init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// The mean of the micro-batches' losses.
  package var loss: Double { losses.reduce(0, +) / Double(max(1, losses.count)) }

  /// A report with the values given; the rest is empty.
  package init(step: Int, epoch: Int, losses: [Double], averageLoss: Double, seconds: Double) {
    self.step = step
    self.epoch = epoch
    self.losses = losses
    self.averageLoss = averageLoss
    self.seconds = seconds
    rates = []
    usedRates = []
    extras = []
  }
}

/// The loss of the held-out images, which have the same noise and the same timesteps each time.
package struct ValidationReport: Sendable {
  /// The optimizer step after which it was computed; 0 before training.
  package var step: Int
  /// The epoch, from 1; 0 before training.
  package var epoch: Int
  /// The mean over all batches and timesteps of this time alone, so that it can be compared with others.
  package var loss: Double
  /// kohya's average, in which those by steps of the first epoch have earlier ones mixed in.
  package var averageLoss: Double
  /// Whether it was computed at an epoch's end; otherwise inside one, by steps, or before training.
  package var isAtEpochEnd: Bool

  /// A report.
  package init(step: Int, epoch: Int, loss: Double, averageLoss: Double, isAtEpochEnd: Bool) {
    self.step = step
    self.epoch = epoch
    self.loss = loss
    self.averageLoss = averageLoss
    self.isAtEpochEnd = isAtEpochEnd
  }
}

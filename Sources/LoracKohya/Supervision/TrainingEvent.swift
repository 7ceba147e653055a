/// Something that sd-scripts' output says about the run.
package enum TrainingEvent: Sendable, Hashable {
  /// The progress of the optimizer steps.
  ///
  /// sd-scripts writes each step twice: first with the average loss of the step before, then with its own.
  case step(StepProgress)
  /// The progress of anything else that counts, such as `caching latents` or `read caption`.
  case progress(Progress)
  /// An epoch begins.
  case epoch(Int, of: Int)
  /// A LoRA file is about to be written.
  case saving(path: String)
  /// A file is removed because newer ones replace it.
  case removing(path: String)
  /// One of the totals printed before training, such as `total optimization steps`.
  case total(name: String, value: String)
  /// Any other line.
  case message(LogLevel, String)
  /// A Python traceback has ended.
  case exception(PythonException)
}

/// The level of a line in sd-scripts' log; plain lines have none and count as information.
package enum LogLevel: String, Sendable, Hashable {
  /// Detail.
  case debug = "DEBUG"
  /// A fact.
  case info = "INFO"
  /// Something that may be wrong.
  case warning = "WARNING"
  /// Something that is wrong.
  case error = "ERROR"
  /// Something that ends the run.
  case critical = "CRITICAL"
}

/// The last line of a Python traceback.
package struct PythonException: Sendable, Hashable {
  /// The class with its module, as in `torch.OutOfMemoryError`.
  package var type: String
  /// What stands behind the class; may be empty.
  package var message: String

  /// An exception of `type`.
  package init(type: String, message: String) {
    self.type = type
    self.message = message
  }

  /// Whether it only reports that another process failed.
  package var isOnlyReport: Bool {
    type.hasSuffix("CalledProcessError") || type.hasSuffix("ChildFailedError")
  }
}

/// A count of a total.
package struct Progress: Sendable, Hashable {
  /// What is counted: tqdm's description, or the message before it.
  package var stage: String
  /// How many are done.
  package var done: Int
  /// How many there are.
  package var total: Int

  /// `done` of `total`.
  package init(stage: String, done: Int, total: Int) {
    self.stage = stage
    self.done = done
    self.total = total
  }
}

/// What the step line says.
package struct StepProgress: Sendable, Hashable {
  /// Optimizer steps done.
  package var step: Int
  /// Optimizer steps of the whole run.
  package var total: Int
  /// Seconds since training began.
  package var elapsed: Int
  /// Seconds left as tqdm estimates; nil before the first step.
  package var remaining: Int?
  /// Seconds per step as tqdm estimates; nil before the first step.
  package var secondsPerStep: Double?
  /// The mean loss over the last epoch's length; in 2023 the loss.
  ///
  /// NaN if training broke down, nil before it is known.
  package var averageLoss: Double?

  /// Collects what a step line says; see the properties.
  package init(
    step: Int, total: Int, elapsed: Int, remaining: Int?, secondsPerStep: Double?, averageLoss: Double?
  ) {
    self.step = step
    self.total = total
    self.elapsed = elapsed
    self.remaining = remaining
    self.secondsPerStep = secondsPerStep
    self.averageLoss = averageLoss
  }

  /// Whether the loss is no number.
  package var isLossBroken: Bool { averageLoss.map { !$0.isFinite } ?? false }
}

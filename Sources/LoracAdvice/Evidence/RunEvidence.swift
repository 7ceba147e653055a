/// What a run left behind that findings may rest on: plain values, with what was planned.
package struct RunEvidence: Sendable, Hashable {
  /// What was planned.
  package var facts: RunFacts
  /// How the run ended.
  package var outcome: EvidenceOutcome
  /// The optimizer steps in ascending order.
  package var steps: [StepEvidence]
  /// The held-out losses in ascending order of steps, the one before training first.
  package var validations: [ValidationEvidence]
  /// The LoRA files that are there, in ascending order of steps.
  package var files: [FileEvidence]
  /// The previews in ascending order of steps.
  package var previews: [PreviewEvidence]
  /// The training images, regularization images left out; empty where they were not read.
  package var trainingImages: [ImageEvidence]

  /// Evidence of a run that has not left any yet.
  package init(facts: RunFacts, outcome: EvidenceOutcome) {
    self.facts = facts
    self.outcome = outcome
    steps = []
    validations = []
    files = []
    previews = []
    trainingImages = []
  }
}

/// How a run ended.
package enum EvidenceOutcome: Sendable, Hashable {
  /// All planned steps are done.
  case finished
  /// It goes on, was stopped, or was killed.
  case unfinished
  /// An error ended it.
  case failed(code: String?, message: String?)
}

/// One optimizer step; numbers that were infinite or not a number are NaN, those that were not measured nil.
package struct StepEvidence: Sendable, Hashable {
  /// The step, from 1.
  package var step: Int
  /// The mean loss of its micro-batches, which the noise and timesteps that were drawn dominate.
  package var loss: Double?
  /// The learning rate of most of what is trained.
  package var rate: Double?
  /// The norm of all gradients before clipping.
  package var gradientNorm: Double?
  /// The largest norm of an adapter's update, where norms are bounded.
  package var adapterNorm: Double?

  /// A step with what was measured.
  package init(
    step: Int, loss: Double?, rate: Double? = nil, gradientNorm: Double? = nil, adapterNorm: Double? = nil
  ) {
    self.step = step
    self.loss = loss
    self.rate = rate
    self.gradientNorm = gradientNorm
    self.adapterNorm = adapterNorm
  }
}

/// The loss of held-out images, always at the same timesteps and with the same noise.
package struct ValidationEvidence: Sendable, Hashable {
  /// The optimizer step after which it was computed; 0 before training.
  package var step: Int
  /// The mean over images and timesteps; NaN if it was infinite or not a number.
  package var loss: Double

  /// The loss after `step`.
  package init(step: Int, loss: Double) {
    self.step = step
    self.loss = loss
  }
}

/// A LoRA file that was saved.
package struct FileEvidence: Sendable, Hashable {
  /// The optimizer step after which it was saved.
  package var step: Int
  /// Its path, to name it.
  package var path: String

  /// A file that was saved after `step`.
  package init(step: Int, path: String) {
    self.step = step
    self.path = path
  }
}

/// One preview.
package struct PreviewEvidence: Sendable, Hashable {
  /// The optimizer step after which it was made; 0 before training.
  package var step: Int
  /// The prompt's number, from 0.
  package var prompt: Int
  /// The seed; nil where it was drawn, so that previews of two moments cannot be compared.
  package var seed: Int?
  /// The file's path, to name it.
  package var path: String
  /// What is on it.
  package var picture: SmallPicture

  /// A preview after `step`.
  package init(step: Int, prompt: Int, seed: Int?, path: String, picture: SmallPicture) {
    self.step = step
    self.prompt = prompt
    self.seed = seed
    self.path = path
    self.picture = picture
  }
}

/// One training image.
package struct ImageEvidence: Sendable, Hashable {
  /// The file's path, to name it.
  package var path: String
  /// What is on it.
  package var picture: SmallPicture

  /// An image in the file at `path`.
  package init(path: String, picture: SmallPicture) {
    self.path = path
    self.picture = picture
  }
}

/// What a run left behind that findings may rest on: plain values, with what was planned.
///
/// Numbers that were infinite or not a number are NaN here; nil means that they were not measured.
package struct RunEvidence: Sendable, Hashable {
  /// What was planned.
  package var facts: RunFacts
  /// How the run ended.
  package var outcome: RunOutcome
  /// The optimizer steps in ascending order.
  package var steps: [StepEvidence]
  /// The held-out losses in ascending order of steps.
  package var validations: [ValidationEvidence]
  /// The previews in ascending order of steps.
  package var previews: [PreviewEvidence]
  /// The training images, regularization images left out; empty where they were not read.
  package var trainingImages: [ImageEvidence]

  /// Evidence of a run that has not begun to leave any.
  package init(facts: RunFacts, outcome: RunOutcome) {
    self.facts = facts
    self.outcome = outcome
    steps = []
    validations = []
    previews = []
    trainingImages = []
  }
}

/// How a run ended.
package enum RunOutcome: Sendable, Hashable {
  /// All planned steps are done.
  case finished
  /// It still runs, or was killed.
  case open
  /// It was asked to stop.
  case stopped
  /// An error ended it.
  case failed(code: String, message: String)
}

/// One optimizer step.
package struct StepEvidence: Sendable, Hashable {
  /// The step, from 1.
  package var step: Int
  /// The epoch, from 1.
  package var epoch: Int
  /// The mean loss of its micro-batches; it is dominated by the noise and timesteps that were drawn.
  package var loss: Double
  /// The norm of all gradients before clipping.
  package var gradientNorm: Double?
  /// The largest norm of an adapter's update, where it is bounded.
  package var adapterNorm: Double?

  /// A step with its loss.
  package init(step: Int, epoch: Int, loss: Double, gradientNorm: Double? = nil, adapterNorm: Double? = nil) {
    self.step = step
    self.epoch = epoch
    self.loss = loss
    self.gradientNorm = gradientNorm
    self.adapterNorm = adapterNorm
  }
}

/// The loss of held-out images, always at the same timesteps and with the same noise.
package struct ValidationEvidence: Sendable, Hashable {
  /// The optimizer step after which it was computed; 0 before training.
  package var step: Int
  /// The epoch, from 1; 0 before training.
  package var epoch: Int
  /// The mean over images and timesteps.
  package var loss: Double

  /// The loss after `step`.
  package init(step: Int, epoch: Int, loss: Double) {
    self.step = step
    self.epoch = epoch
    self.loss = loss
  }
}

/// One preview.
package struct PreviewEvidence: Sendable, Hashable {
  /// The optimizer step after which it was made; 0 before training.
  package var step: Int
  /// The prompt's number, from 0.
  package var prompt: Int
  /// The seed; nil where it was drawn, so that previews of two steps cannot be compared.
  package var seed: Int?
  /// The file's name, to name it.
  package var file: String
  /// What is on it.
  package var picture: SmallPicture

  /// A preview after `step`.
  package init(step: Int, prompt: Int, seed: Int?, file: String, picture: SmallPicture) {
    self.step = step
    self.prompt = prompt
    self.seed = seed
    self.file = file
    self.picture = picture
  }
}

/// One training image.
package struct ImageEvidence: Sendable, Hashable {
  /// The file's name, to name it.
  package var file: String
  /// What is on it.
  package var picture: SmallPicture

  /// An image in `file`.
  package init(file: String, picture: SmallPicture) {
    self.file = file
    self.picture = picture
  }
}

/// What was planned, as far as proposals need it.
package struct RunFacts: Sendable, Hashable {
  /// Optimizer steps of the whole run.
  package var totalSteps: Int
  /// Optimizer steps of an epoch; nil where they are not known.
  package var stepsPerEpoch: Int?
  /// `train.epochs`, where it gives the length.
  package var epochs: Int?
  /// `train.steps`, where it gives the length.
  package var steps: Int?
  /// Optimizer steps of warm-up.
  package var warmupSteps = 0
  /// Whether the schedule accepts warm-up.
  package var acceptsWarmup = true
  /// The optimizer's name.
  package var optimizer = "AdamW"
  /// Whether the optimizer finds its rate itself, so that the rates are factors.
  package var findsRateItself = false
  /// The recipe's key of the rate that moves most of what is trained, as in `optimizer.unet_lr`.
  package var rateKey = "optimizer.learning_rate"
  /// That rate; nil where the recipe has none.
  package var rate: Double?
  /// `optimizer.max_grad_norm`; 0 does not clip.
  package var maxGradNorm = 1.0
  /// `network.rank`.
  package var rank = 4
  /// `network.alpha`.
  package var alpha = 1.0
  /// `network.scale_weight_norms`.
  package var scaleWeightNorms: Double?
  /// `dataset.batch_size`, where all folders have the same.
  package var batchSize: Int?
  /// The mean loss of a network that predicts zeros, with the recipe's loss, weights and timesteps; nil if not known.
  ///
  /// 1 for a network that predicts noise, if neither noise nor loss are changed.
  package var zeroLoss: Double?
  /// `train.mixed_precision`.
  package var mixedPrecision = "no"
  /// `train.seed`.
  package var seed: Int?
  /// Whether a separate autoencoder is named.
  package var hasAutoencoder = false
  /// Distinct training images with those held out, regularization images left out; nil where they were not read.
  package var images: Int?
  /// Whether there are regularization images.
  package var hasRegularization = false
  /// `validation.split`; nil where no images are held out.
  package var validationSplit: Double?
  /// Images that are held out; nil where they were not read.
  package var heldOutImages: Int?
  /// Images that are held out and trained as well, as kohya does without `validation.seed`.
  package var trainedHeldOutImages = 0
  /// The previews that are planned; nil where none are.
  package var previews: PlannedPreviews?
  /// The keys at the top of the recipe, as in `validation`.
  package var blocks: Set<String> = []
  /// What a preview might show: the caption of a training image; nil where none was read.
  package var prompt: String?

  /// Facts of a run of `totalSteps`, with kohya's defaults for the rest.
  package init(totalSteps: Int) { self.totalSteps = totalSteps }
}

/// The previews of a plan.
package struct PlannedPreviews: Sendable, Hashable {
  /// Prompts.
  package var prompts: Int
  /// Whether they are also made before training.
  package var atStart: Bool
  /// Whether each prompt has a seed, so that pictures of two moments can be compared.
  package var areSeeded: Bool

  /// Previews of `prompts`.
  package init(prompts: Int, atStart: Bool, areSeeded: Bool) {
    self.prompts = prompts
    self.atStart = atStart
    self.areSeeded = areSeeded
  }
}

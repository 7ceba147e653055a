/// What was planned, as far as proposals need it.
package struct RunFacts: Sendable, Hashable {
  /// Optimizer steps of the whole run.
  package var totalSteps: Int
  /// Optimizer steps of an epoch; nil where they are not known.
  package var stepsPerEpoch: Int?
  /// `train.epochs`, where it gives the length.
  package var epochs: Int?
  /// `train.steps`, where it gives the length.
  package var trainSteps: Int?
  /// Optimizer steps of warm-up.
  package var warmupSteps: Int
  /// The optimizer's name.
  package var optimizer: String
  /// Whether the optimizer finds its rate itself, so that the rates are factors.
  package var findsRateItself: Bool
  /// `optimizer.learning_rate`.
  package var learningRate: Double?
  /// `optimizer.unet_lr`.
  package var unetRate: Double?
  /// `optimizer.text_encoder_lr`.
  package var textEncoderRate: Double?
  /// `network.rank`.
  package var rank: Int
  /// `network.alpha`.
  package var alpha: Double
  /// `network.scale_weight_norms`.
  package var scaleWeightNorms: Double?
  /// `dataset.batch_size`.
  package var batchSize: Int
  /// `train.mixed_precision`.
  package var mixedPrecision: String
  /// Distinct training images, regularization images left out; nil where the dataset was not read.
  package var images: Int?
  /// Whether there are regularization images.
  package var hasRegularization: Bool
  /// `validation.split`; nil where no images are held out.
  package var validationSplit: Double?
  /// Whether previews are planned.
  package var makesPreviews: Bool
  /// The caption's trigger word; nil where none is named.
  package var trigger: String?

  /// Facts of a run of `totalSteps`, with kohya's defaults for the rest.
  package init(totalSteps: Int) {
    self.totalSteps = totalSteps
    warmupSteps = 0
    optimizer = "AdamW"
    findsRateItself = false
    rank = 4
    alpha = 1
    batchSize = 1
    mixedPrecision = "no"
    hasRegularization = false
    makesPreviews = false
  }
}

/// What evidence can show; the raw values are the names that people and scripts see.
package enum FindingKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// A loss or gradient was infinite or not a number.
  case invalidNumbers = "invalid-numbers"
  /// The training loss rises against its own earlier level.
  case divergingLoss = "diverging-loss"
  /// Previews are black.
  case blackPreviews = "black-previews"
  /// Previews have one colour or hardly any contrast.
  case flatPreviews = "flat-previews"
  /// Much of the previews lies at the ends of the colour range.
  case saturatedPreviews = "saturated-previews"
  /// The held-out loss rises while the training loss falls.
  case overfitting
  /// Previews come closer to training images than these are to each other.
  case copiedImages = "copied-images"
  /// The held-out loss has stopped falling.
  case plateau
  /// The held-out loss was still falling when the run ended.
  case underfitting
  /// Previews still look as they did before training.
  case unchangedPreviews = "unchanged-previews"
  /// The held-out loss was computed too rarely for a judgement.
  case fewValidations = "few-validations"
  /// No images were held out.
  case noValidation = "no-validation"
  /// No previews were made.
  case noPreviews = "no-previews"
  /// There are too few steps for a judgement of the training loss.
  case fewSteps = "few-steps"
}

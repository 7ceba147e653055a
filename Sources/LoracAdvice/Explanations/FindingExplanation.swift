/// What a finding means, when it is made, and what it cannot see.
package struct FindingExplanation: Sendable, Hashable {
  /// What it says, in a sentence or two.
  package let meaning: String
  /// When it is made, with all limits.
  package let criterion: String
  /// How often it is wrong, and what it does not notice.
  package let limits: String
}

extension FindingKind {
  /// The finding explained.
  package var explanation: FindingExplanation {
    switch self {
    case .invalidNumbers, .divergingLoss: LossExplanations.broken(self)
    case .overfitting, .plateau, .underfitting: LossExplanations.heldOut(self)
    case .blackPreviews, .flatPreviews, .saturatedPreviews, .copiedImages, .unchangedPreviews:
      PreviewExplanations.text(self)
    case .fewValidations, .noValidation, .noPreviews, .fewSteps: MissingExplanations.text(self)
    }
  }
}

package import LoracDiagnostics

/// Something of a plan that the native trainer does not do, or does without effect, by the recipe's field.
package struct NativeProblem: Sendable, Hashable {
  /// The recipe's fields that ask for it; the label goes to the first that is set.
  package var fields: [String]
  /// What the label says there.
  package var label: String
  /// What is reported, without a place.
  package var diagnostic: Diagnostic
  /// Whether kohya would do it, so that changing the back end helps.
  package var isDoneByKohya: Bool

  init(_ fields: String..., label: String, isDoneByKohya: Bool = true, _ diagnostic: Diagnostic) {
    self.fields = fields
    self.label = label
    self.isDoneByKohya = isDoneByKohya
    self.diagnostic = diagnostic
  }
}

package import LoracDiagnostics
internal import LoracKohya
internal import LoracLowering
internal import LoracRecipe
internal import LoracSchema
internal import LoracWeights
internal import LoracYAML

/// The codes of all stages.
package enum DiagnosticCatalogue {
  /// Every code, in the order of the numbers.
  package static let all: [DiagnosticCode] =
    (YAMLDiagnostics.codes + SchemaDiagnostics.codes + RecipeDiagnostics.codes + SuppressionDiagnostics.codes
    + RuleDiagnostics.codes + LoweringDiagnostics.codes + WeightsDiagnostics.codes + EmissionDiagnostics.codes)
    .sorted { $0.id < $1.id }
}

package import LoracDiagnostics
internal import LoracEffect
internal import LoracKohya
internal import LoracLowering
internal import LoracNativeSupport
internal import LoracPreparer
internal import LoracRateFinder
internal import LoracRecipe
internal import LoracReport
internal import LoracRunAdvice
internal import LoracRunLog
internal import LoracSampling
internal import LoracSchema
internal import LoracTags
internal import LoracWeights
internal import LoracYAML

/// The codes of all stages.
package enum DiagnosticCatalogue {
  /// Every code, in the order of the numbers.
  package static let all: [DiagnosticCode] =
    (YAMLDiagnostics.codes + SchemaDiagnostics.codes + RecipeDiagnostics.codes + SuppressionDiagnostics.codes
    + RuleDiagnostics.codes + LoweringDiagnostics.codes + PreparationDiagnostics.codes + PromptDiagnostics.codes
    + PlanLints.codes
    + WeightsDiagnostics.codes + PreparerDiagnostics.codes
    + NativeDiagnostics.codes + EmissionDiagnostics.codes + RunDiagnostics.codes + KohyaRunDiagnostics.codes
    + TrainingDiagnostics.codes + TagDiagnostics.codes + SamplingDiagnostics.codes + EffectDiagnostics.codes
    + ReportDiagnostics.codes + AdviceDiagnostics.codes + RateDiagnostics.codes)
    .sorted { $0.id < $1.id }

  /// The code of that id or slug, as in `LR0203` or `unknown-key`; letter case does not count.
  package static func code(_ name: String) -> DiagnosticCode? {
    let name = name.lowercased()
    return all.first { $0.id.lowercased() == name || $0.slug == name }
  }

  /// The ids and slugs, to suggest one.
  package static var names: [String] { all.map(\.id) + all.map(\.slug) }
}

package import LoracDiagnostics

/// One thing that is wrong or unwise about fields that are each fine alone.
///
/// A rule sees resolved values only. It stays silent about values that were refused, since these are reported already.
package protocol RecipeRule: SendableMetatype {
  /// The code, with its explanation.
  static var code: DiagnosticCode { get }
  /// Whether the rule is about a value that is not given.
  ///
  /// After an error such a value may be missing because its key is misspelt or its preset cannot be read.
  static var isAboutMissingValue: Bool { get }
  /// Appends what the rule finds in `recipe`.
  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList)
}

extension RecipeRule {
  /// Most rules are about values that are there.
  package static var isAboutMissingValue: Bool { false }

  /// Reports a finding at `places`; see ``Diagnostic/init(_:_:places:notes:fixIts:)``.
  static func report(
    _ headline: String, at places: [Label?], notes: [Note] = [], fixIts: [FixIt] = [], severity: Severity? = nil,
    into diagnostics: inout DiagnosticList
  ) {
    var diagnostic = Diagnostic(code, headline, places: places, notes: notes, fixIts: fixIts)
    if let severity { diagnostic.severity = severity }
    diagnostics.append(diagnostic)
  }
}

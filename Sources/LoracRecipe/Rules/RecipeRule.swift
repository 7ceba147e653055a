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

  /// Reports a finding at `places`; of these the first that the user wrote is the primary one.
  ///
  /// A place in a preset or default explains where a value comes from, but what the user can change is in the recipe,
  /// and there an allow comment can stand.
  static func report(
    _ headline: String, at places: [Label?], notes: [Note] = [], fixIts: [FixIt] = [], severity: Severity? = nil,
    into diagnostics: inout DiagnosticList
  ) {
    var labels: [Label] = []
    for label in places.compactMap(\.self) where !labels.contains(where: { $0.range == label.range }) {
      labels.append(label)
    }
    let primary = labels.indices.min { left, right in
      (labels[left].distance, left) < (labels[right].distance, right)
    }
    var diagnostic = Diagnostic(code, headline, at: primary.map { labels[$0] }, notes: notes, fixIts: fixIts)
    diagnostic.secondary = labels.indices.filter { $0 != primary }.map { labels[$0] }
    if let severity { diagnostic.severity = severity }
    diagnostics.append(diagnostic)
  }
}

extension Label {
  /// How far the place is from what the user wrote for this recipe.
  fileprivate var distance: Int {
    switch range.file.kind {
    case .file, .commandLine: 0
    case .folderName, .data: 1
    case .preset: 2
    case .builtInDefault: 3
    }
  }
}

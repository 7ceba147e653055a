/// The identity of one kind of diagnostic, and the page that explains it.
///
/// A code never changes its meaning; its wording may. The first two digits name the stage: 01 YAML, 02 schema,
/// 03 presets and layers, 04 rules across keys, 05 lowering and dataset, 06 files and weights, 07 back-end capability,
/// 08 run time, 09 preparation of the dataset, 10 pictures and what is seen of a run.
package struct DiagnosticCode: Sendable, Hashable {
  /// `LR` and four digits, as in `LR0203`.
  package let id: String
  /// A name for people, in words joined by hyphens, as in `unknown-key`.
  package let slug: String
  /// The severity that diagnostics of this code have.
  package let severity: Severity
  /// What `lorac explain` prints.
  package let explanation: Explanation

  /// Declares a code; see the properties.
  package init(_ id: String, _ slug: String, _ severity: Severity, _ explanation: Explanation) {
    self.id = id
    self.slug = slug
    self.severity = severity
    self.explanation = explanation
  }

  /// Codes are equal if their ids are.
  package static func == (left: DiagnosticCode, right: DiagnosticCode) -> Bool { left.id == right.id }
  /// Hashes the id.
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// The page of one diagnostic code, in plain text with Markdown code spans.
///
/// A line of prose begins with a capital letter, a digit or a code span, and goes on in the next line unless it ends with
/// a full stop or a colon; any other line begins a piece of code, shown as it is, up to an empty line.
package struct Explanation: Sendable, Hashable {
  /// What the diagnostic says, in a sentence or two.
  package let meaning: String
  /// Why it matters to the training.
  package let why: String
  /// A recipe fragment, shell line or situation that causes it.
  package let example: String
  /// What to do instead, with the corrected fragment where there is one.
  package let fix: String

  /// Collects the four parts of the page.
  package init(meaning: String, why: String, example: String, fix: String) {
    self.meaning = meaning
    self.why = why
    self.example = example
    self.fix = fix
  }
}

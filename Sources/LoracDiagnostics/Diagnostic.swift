/// Something the user should know about a recipe, a dataset or a run, and where.
package struct Diagnostic: Sendable, Hashable {
  /// Which kind of diagnostic this is.
  package var code: DiagnosticCode
  /// How much it matters; the code's severity unless raised by `--deny warnings`.
  package var severity: Severity
  /// One phrase that stands alone: lower case, no full stop, 'single quotes' around the user's text.
  package var headline: String
  /// Where; nil only for problems of the whole run or of files without text.
  package var primary: Label?
  /// Other places that matter, such as the preset line that set the other value.
  package var secondary: [Label]
  /// Further facts and what to do.
  package var notes: [Note]
  /// Edits that would remove the problem.
  package var fixIts: [FixIt]

  /// A diagnostic of `code` with the code's severity.
  package init(
    _ code: DiagnosticCode, _ headline: String, at primary: Label? = nil, secondary: [Label] = [], notes: [Note] = [],
    fixIts: [FixIt] = []
  ) {
    self.code = code
    self.severity = code.severity
    self.headline = headline
    self.primary = primary
    self.secondary = secondary
    self.notes = notes
    self.fixIts = fixIts
  }
}

/// A place in a source file with a short text about it.
package struct Label: Sendable, Hashable {
  /// The place.
  package var range: SourceRange
  /// A short phrase; may be empty.
  package var text: String

  /// Points at `range`, saying `text`.
  package init(_ range: SourceRange, _ text: String = "") {
    self.range = range
    self.text = text
  }
}

/// A sentence below the snippet.
package struct Note: Sendable, Hashable {
  /// Whether the sentence states a fact or says what to do.
  package enum Kind: String, Sendable, Hashable {
    /// A fact.
    case note
    /// What to do.
    case help
  }

  /// Whether the sentence states a fact or says what to do.
  package var kind: Kind
  /// The sentence, lower case, no full stop.
  package var text: String

  /// A fact.
  package static func note(_ text: String) -> Note { Note(kind: .note, text: text) }
  /// What to do.
  package static func help(_ text: String) -> Note { Note(kind: .help, text: text) }
}

/// Edits that would remove a problem, and how far they can be trusted.
package struct FixIt: Sendable, Hashable {
  /// How far an edit can be trusted.
  package enum Applicability: String, Sendable, Hashable {
    /// Keeps the recipe's meaning or gives what was surely meant; `lorac check --fix` applies it.
    case safe
    /// May change the meaning; `--unsafe-fixes` applies it.
    case unsafe
    /// Only shown; it may have holes that the user must fill.
    case displayOnly = "display-only"
  }

  /// What the edits do, as an order: "rename to 'learning_rate'".
  package var message: String
  /// Edits in one or more files that do not overlap.
  package var edits: [TextEdit]
  /// How far the edits can be trusted.
  package var applicability: Applicability

  /// A fix made of `edits`.
  package init(_ message: String, _ edits: [TextEdit], _ applicability: Applicability) {
    self.message = message
    self.edits = edits
    self.applicability = applicability
  }
}

/// The replacement of a range by a text.
package struct TextEdit: Sendable, Hashable {
  /// What is replaced; empty to insert.
  package var range: SourceRange
  /// What stands there afterwards; empty to delete.
  package var replacement: String

  /// Replaces `range` by `replacement`.
  package init(_ range: SourceRange, _ replacement: String) {
    self.range = range
    self.replacement = replacement
  }
}

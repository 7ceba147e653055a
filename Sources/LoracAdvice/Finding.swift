/// Something that a run's evidence shows, and what to change because of it.
///
/// No finding rests on a single loss value.
package struct Finding: Sendable, Hashable, Codable {
  /// What was found; its name is stable and explained in docs/advice.md.
  package var kind: FindingKind
  /// A sentence for people about this run, without its full stop.
  package var title: String
  /// How much it matters.
  package var severity: FindingSeverity
  /// What it rests on, a sentence with numbers each: steps, values, limits.
  package var evidence: [String]
  /// What tutorials say of it, quoted as folklore; nil where they say nothing.
  package var folklore: String?
  /// The one change of the recipe that is worth trying first; nil where none would help.
  package var proposal: Proposal?
  /// What to try next if that was not enough, one at a time, the most promising first.
  package var alternatives: [Proposal]

  /// A finding that rests on `evidence`.
  package init(
    _ kind: FindingKind, title: String, severity: FindingSeverity, evidence: [String], folklore: String? = nil,
    proposals: [Proposal] = []
  ) {
    self.kind = kind
    self.title = title
    self.severity = severity
    self.evidence = evidence
    self.folklore = folklore
    self.proposal = proposals.first
    self.alternatives = Array(proposals.dropFirst())
  }
}

/// How much a finding matters.
package enum FindingSeverity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  /// The run's result is not usable, or will not be.
  case problem
  /// A change would likely make the next run better.
  case advice
  /// Evidence is missing, or a thing is as it should be.
  case note

  /// Orders by weight, the heaviest first.
  package static func < (left: FindingSeverity, right: FindingSeverity) -> Bool { left.order < right.order }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

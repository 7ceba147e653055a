package import LoracAdvice
package import LoracRunHistory

/// What a run folder's evidence shows: for `lorac advise`, the report, and the end of a run.
package enum RunAdvice {
  /// How much is looked at.
  package enum Depth: Sendable, Hashable {
    /// The log alone, which takes no time.
    case log
    /// The log, previews, and training images, which are read again.
    case pictures
  }

  /// The findings of a run, problems first; without a plan that can be read there are none.
  ///
  /// Files that are missing or broken are evidence that is missing, never an error.
  package static func findings(for history: RunHistory, depth: Depth = .pictures) -> [Finding] {
    guard let evidence = RunEvidence(history, depth: depth) else { return [] }
    return Advice.findings(from: evidence)
  }
}

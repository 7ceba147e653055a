internal import LoracAdvice

/// The criteria of `lorac advise`, in Markdown; `docs/advice.md` is its text.
package enum AdvicePage {
  /// The whole page.
  package static var text: String {
    ([head] + FindingKind.allCases.map(section)).joined(separator: "\n\n") + "\n"
  }

  /// What `lorac explain` says of a finding's name; nil if there is none of that name.
  package static func explanation(of name: String) -> String? {
    guard let kind = FindingKind(rawValue: name.lowercased()) else { return nil }
    let explanation = kind.explanation
    return """
      \(kind.rawValue): a finding of `lorac advise`

      \(explanation.meaning)

      When: \(explanation.criterion)

      Limits: \(explanation.limits)

      """
  }

  /// The names of all findings.
  package static var names: [String] { FindingKind.allCases.map(\.rawValue) }

  private static let head = """
    # What advice rests on

    <!-- Generated from the declarations in Sources/LoracAdvice by a test; do not edit. -->

    `lorac advise RUN` looks at what a run left, and names the numbers that each finding rests on. A single loss is never \
    evidence: it depends on the noise and the timestep that were drawn more than on anything that was learned. The loss of \
    held-out images (`validation`) is computed with the same noise at the same timesteps each time, by lorac also before \
    training, so that small differences count.

    Each finding proposes one change of the recipe, and what to try next if that was not enough. Change one thing at a \
    time; otherwise nobody knows what helped. `--write` puts the first change into the recipe file, whose comments and \
    layout stay. Changes that need your judgement are not proposed: more varied images, regularization images, fewer \
    repeats (the same as fewer epochs). Severities: `problem`, the result is not usable; `advice`, a change would likely \
    make the next run better; `note`, evidence is missing, or something is worth knowing.
    """

  private static func section(_ kind: FindingKind) -> String {
    let explanation = kind.explanation
    return """
      ## `\(kind.rawValue)`

      \(explanation.meaning)

      **When:** \(explanation.criterion)

      **Limits:** \(explanation.limits)
      """
  }
}

internal import LoracAdvice

/// What the run's evidence shows, and what to try.
struct AdviceSection {
  /// The findings.
  var findings: [Finding]

  /// The section; empty without findings.
  var markup: Markup {
    guard !findings.isEmpty else { return .empty }
    let cards = findings.sorted { $0.severity < $1.severity }.map(card)
    return """
      <section id="advice" class="card"><h2>Advice</h2>
      \(cards)</section>

      """
  }

  private func card(_ finding: Finding) -> Markup {
    let evidence = finding.evidence.map { "<li>\($0)</li>" as Markup }
    let folklore = finding.folklore.map { "<p class=\"folklore\"><b>Folklore:</b> \($0)</p>\n" as Markup } ?? .empty
    let alternatives = finding.alternatives.map { proposal($0, isFirst: false) }
    let more: Markup =
      alternatives.isEmpty
      ? .empty
      : "<details id=\"more-\(finding.kind.rawValue)\"><summary>If that is not enough</summary>\(alternatives)</details>\n"
    return """
      <article class="finding is-\(finding.severity.rawValue)"><h3>\(finding.title)</h3>
      <ul class="evidence">\(evidence)</ul>
      \(folklore)\(finding.proposal.map { proposal($0, isFirst: true) } ?? .empty)\(more)</article>

      """
  }

  private func proposal(_ proposal: Proposal, isFirst: Bool) -> Markup {
    let old = proposal.oldValue.map { "<del>\($0)</del> " as Markup } ?? .empty
    return """
      <p class="proposal"><span class="aside">\(isFirst ? "Try" : "Then")</span><code>\(proposal.key): \(old)<ins>\
      \(proposal.newValue)</ins></code> \(proposal.reason)</p>

      """
  }
}

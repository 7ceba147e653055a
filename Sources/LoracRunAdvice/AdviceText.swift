package import LoracAdvice
package import LoracDiagnosticRendering
internal import LoracPlanText
package import LoracRunHistory

/// Findings as a page for people.
package struct AdviceText {
  private let history: RunHistory
  private let findings: [Finding]
  private let change: RecipeChange?
  private let palette: Palette
  private let width: Int

  /// The page about a run; `change` is what its first proposal makes of the recipe.
  package init(
    _ history: RunHistory, _ findings: [Finding], change: RecipeChange?, palette: Palette = .plain, width: Int = 100
  ) {
    self.history = history
    self.findings = findings
    self.change = change
    self.palette = palette
    self.width = min(width, 120)
  }

  /// The page, each line with its line feed.
  package var text: String {
    var lines = [header]
    if findings.isEmpty { lines += ["", "Nothing speaks against this run."] }
    for finding in findings { lines += [""] + self.lines(of: finding) }
    if let change { lines += [""] + self.lines(of: change) }
    return lines.map { $0 + "\n" }.joined()
  }

  private var header: String {
    let done = history.stepsDone == 0 && history.outcome == .unknown ? "unknown" : Numbers.grouped(history.stepsDone)
    let steps = "\(done) of \(Numbers.count(history.totalSteps, "step"))"
    return "\(palette.paint(VisibleText.escape(history.name), .emphasis)): \(history.outcome.word), \(steps), "
      + VisibleText.escape(history.folder)
  }

  private func lines(of finding: Finding) -> [String] {
    let style: Palette.Style =
      switch finding.severity {
      case .problem: .error
      case .advice: .warning
      case .note: .remark
      }
    let mark = palette.paint("\(finding.severity.rawValue)[\(finding.kind.rawValue)]", style)
    var lines = ["\(mark): \(palette.paint(finding.title, .emphasis))"]
    for evidence in finding.evidence { lines += wrapped(evidence, "  - ") }
    if let folklore = finding.folklore { lines += wrapped(folklore, "  ~ ") }
    if let proposal = finding.proposal { lines += wrapped(describe(proposal), "  = \(palette.paint("try", .help)): ") }
    if !finding.alternatives.isEmpty {
      let others = finding.alternatives.map(describe)
      lines += wrapped("if that is not enough, one at a time:", "    ")
      for other in others { lines += wrapped(other, "      ") }
    }
    return lines
  }

  private func describe(_ proposal: Proposal) -> String {
    "\(proposal.key): \(proposal.oldValue.map { "\($0) → " } ?? "")\(proposal.newValue) (\(proposal.reason))"
  }

  private func lines(of change: RecipeChange) -> [String] {
    guard !change.diff.isEmpty else {
      return wrapped(
        "\(change.path) has changed since and says '\(change.proposal.key): \(change.proposal.newValue)' already", "")
    }
    var lines = change.diff.split(separator: "\n").map { line in
      let text = VisibleText.escape(String(line))
      return line.hasPrefix("+")
        ? palette.paint(text, .added) : line.hasPrefix("-") ? palette.paint(text, .removed) : text
    }
    if change.isNewer { lines += wrapped("\(change.path) has changed since this run", "") }
    return lines
  }

  private func wrapped(_ text: String, _ mark: String) -> [String] {
    // Colours take no columns.
    let indent = mark.hasPrefix("  =") ? "  = try: ".count : mark.count
    let lines = TextWrapping.lines(VisibleText.escape(text), width: max(40, width - indent))
    return lines.enumerated().map { ($0 == 0 ? mark : String(repeating: " ", count: indent)) + $1 }
  }
}

package import LoracAdvice
internal import LoracPlanText

/// How many findings there are, for the end of a run.
package enum AdviceSummary {
  /// As in `advice: 1 problem, 2 notes`; nil without findings.
  package static func line(_ findings: [Finding]) -> String? {
    guard !findings.isEmpty else { return nil }
    let counts = FindingSeverity.allCases.compactMap { severity -> String? in
      let count = findings.count { $0.severity == severity }
      let noun =
        switch severity {
        case .problem: "problem"
        case .advice: "suggestion"
        case .note: "note"
        }
      return count == 0 ? nil : Numbers.count(count, noun)
    }
    return "advice: \(counts.joined(separator: ", "))"
  }
}

package import LoracDiagnostics

/// The line that closes a list of diagnostics.
package enum Summary {
  /// How many errors, warnings and remarks there are and how many `--fix` removes; nil if there is nothing to say.
  ///
  /// As in "2 errors, 1 warning (1 fixable with `lorac check --fix`)".
  package static func line(_ diagnostics: [Diagnostic]) -> String? {
    guard !diagnostics.isEmpty else { return nil }
    let counts = Severity.allCases.reversed().compactMap { severity in
      let count = diagnostics.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    let safe = diagnostics.count { FixApplication.fixIt(of: $0, .safe) != nil }
    let unsafe = diagnostics.count { FixApplication.fixIt(of: $0, .unsafe) != nil } - safe
    var fixes: [String] = []
    if safe > 0 { fixes.append("\(safe) fixable with `lorac check --fix`") }
    if unsafe > 0 { fixes.append("\(unsafe) \(safe > 0 ? "more" : "fixable") with `--unsafe-fixes`") }
    return counts.joined(separator: ", ") + (fixes.isEmpty ? "" : " (\(fixes.joined(separator: ", ")))")
  }
}

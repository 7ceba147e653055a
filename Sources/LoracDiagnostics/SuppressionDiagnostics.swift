/// The diagnostics about `# lorac: allow` comments.
package enum SuppressionDiagnostics {
  /// All codes, by number.
  package static let codes = [unknownAllowedCode, allowWithoutReason, unusedAllow, malformedAllow]

  static let unknownAllowedCode = DiagnosticCode(
    "LR0390", "unknown-allowed-code", .warning,
    Explanation(
      meaning: "A comment `# lorac: allow` names a code that does not exist.",
      why: "The comment silences nothing; what you wanted to silence is still reported.",
      example: "network:\n  rank: 16\n  alpha: 64  # lorac: allow alpha-above-ranks wanted for this style",
      fix: "Write a code such as `LR0401` or its name; every diagnostic shows its code in brackets, and\n"
        + "`lorac explain CODE` shows its name."))

  static let allowWithoutReason = DiagnosticCode(
    "LR0391", "allow-without-reason", .remark,
    Explanation(
      meaning: "A comment `# lorac: allow` does not say why.",
      why: "Whoever reads the recipe next month cannot tell a decision from a habit.",
      example: "alpha: 64  # lorac: allow alpha-above-rank",
      fix: "Add the reason after the code:\nalpha: 64  # lorac: allow alpha-above-rank copied from a LoRA that works"))

  static let unusedAllow = DiagnosticCode(
    "LR0392", "unused-allow", .remark,
    Explanation(
      meaning: "A comment `# lorac: allow` silences nothing.",
      why:
        "The problem is gone, or the comment is on another line than the problem; a comment that is left over would\n"
        + "hide the problem when it comes back.",
      example: "# lorac: allow alpha-above-rank wanted for this style\n\nalpha: 64",
      fix: "Remove the comment, or move it to the line of the problem or directly above it."))

  static let malformedAllow = DiagnosticCode(
    "LR0393", "malformed-allow", .warning,
    Explanation(
      meaning: "A comment looks like `# lorac: allow CODE reason` but is not.",
      why: "The comment silences nothing.",
      example: "alpha: 64  # lorac: ignore alpha-above-rank wanted for this style",
      fix: "Write `allow`, then one or more codes or names separated by commas, then the reason:\n"
        + "alpha: 64  # lorac: allow alpha-above-rank wanted for this style"))
}

extension Diagnostic {
  /// A comment allows `name`, which no diagnostic has; `nearest` is what was probably meant.
  static func unknownAllowedCode(_ name: AllowComment.Name, nearest: String?) -> Diagnostic {
    let fixIts = nearest.map { [FixIt("write '\($0)'", [TextEdit(name.range, $0)], .unsafe)] } ?? []
    return Diagnostic(
      SuppressionDiagnostics.unknownAllowedCode, "no diagnostic is called '\(name.text)'",
      at: Label(name.range, nearest.map { "did you mean '\($0)'?" } ?? ""),
      notes: nearest == nil ? [.help("write a code such as 'LR0401', as shown in brackets after 'warning'")] : [],
      fixIts: fixIts)
  }

  /// The comment at `range` gives no reason.
  static func allowWithoutReason(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      SuppressionDiagnostics.allowWithoutReason, "this comment silences a diagnostic without saying why",
      at: Label(range, "add the reason at the end"))
  }

  /// Nothing was reported that `name`, which stands for `code`, would have silenced.
  static func unusedAllow(_ name: AllowComment.Name, _ code: DiagnosticCode, in comment: AllowComment) -> Diagnostic {
    let what = name.text == code.id ? code.id : "\(code.id) (\(code.slug))"
    let notes: [Note] =
      code.severity == .error
      ? [.note("\(code.id) is an error; errors cannot be silenced")]
      : [.help("a comment silences what is reported on its own line, or on the next one if it stands alone")]
    let fixIts =
      comment.names.count == 1
      ? [FixIt("remove the comment", [TextEdit(comment.removalRange, "")], .unsafe)] : []
    return Diagnostic(
      SuppressionDiagnostics.unusedAllow, "\(what) is allowed here but is not reported", at: Label(name.range),
      notes: notes, fixIts: fixIts)
  }

  /// A comment has another word than 'allow' after 'lorac:'.
  static func malformedAllow(verb: AllowComment.Name) -> Diagnostic {
    Diagnostic(
      SuppressionDiagnostics.malformedAllow, "'lorac: \(verb.text)' silences nothing",
      at: Label(verb.range, "write 'allow'"), notes: [.help("the form is '# lorac: allow CODE reason'")],
      fixIts: [FixIt("write 'allow'", [TextEdit(verb.range, "allow")], .unsafe)])
  }

  /// The comment at `range` names no code.
  static func malformedAllow(withoutCode range: SourceRange) -> Diagnostic {
    Diagnostic(
      SuppressionDiagnostics.malformedAllow, "this comment does not say what it allows",
      at: Label(range, "a code is missing"), notes: [.help("the form is '# lorac: allow CODE reason'")])
  }
}

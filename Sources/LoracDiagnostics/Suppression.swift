/// Silences diagnostics that a comment in the recipe allows.
package struct Suppression {
  /// A name in a comment that was found in the catalogue.
  private struct Allowance {
    var comment: Int
    var name: AllowComment.Name
    var code: DiagnosticCode
    var isUsed = false
  }

  private let comments: [AllowComment]
  private var allowances: [Allowance] = []
  private var problems: [Diagnostic] = []

  /// Removes from `list` the warnings and remarks that comments of `file` allow, and adds what is wrong with these.
  ///
  /// A comment speaks for the line that it ends, or for the line below if it stands alone; diagnostics are on the line
  /// where their primary label begins. Errors stay, with a note. A code for which `isChecked` is false, because its
  /// stage did not run, is not called unused. Call this before `raiseWarnings`.
  package static func apply(
    to list: inout DiagnosticList, of file: SourceFile, catalogue: [DiagnosticCode],
    isChecked: (DiagnosticCode) -> Bool = { _ in true }
  ) {
    var suppression = Suppression(file, catalogue)
    guard !suppression.comments.isEmpty else { return }
    list.rewrite { suppression.filter($0, of: file) }
    suppression.reportUnused(isChecked)
    list.append(contentsOf: suppression.problems)
  }

  private init(_ file: SourceFile, _ catalogue: [DiagnosticCode]) {
    comments = AllowComment.comments(in: file)
    for (index, comment) in comments.enumerated() { register(comment, index, catalogue) }
  }

  private mutating func register(_ comment: AllowComment, _ index: Int, _ catalogue: [DiagnosticCode]) {
    guard comment.verb.text == "allow" else {
      if Self.isMeantAsAllow(comment.verb.text) { problems.append(.malformedAllow(verb: comment.verb)) }
      return
    }
    guard !comment.names.isEmpty else {
      problems.append(.malformedAllow(withoutCode: comment.range))
      return
    }
    for name in comment.names {
      if let code = catalogue.first(where: { $0.id == name.text || $0.slug == name.text }) {
        allowances.append(Allowance(comment: index, name: name, code: code))
      } else {
        problems.append(.unknownAllowedCode(name, nearest: Self.nearest(to: name.text, catalogue)))
      }
    }
    if comment.reason.isEmpty { problems.append(.allowWithoutReason(comment.range)) }
  }

  /// Whether someone who wrote `word` after `lorac:` wanted to silence something.
  ///
  /// Other words are left alone: `# lorac: 1` may be a key that is commented out.
  private static func isMeantAsAllow(_ word: String) -> Bool {
    ["ignore", "disable", "silence", "suppress", "noqa", "skip"].contains(word.lowercased())
      || Suggestion.nearest(to: word, among: ["allow"]) != nil
  }

  /// Ids are compared with ids and names with names; an id in small letters is as good as right.
  private static func nearest(to word: String, _ catalogue: [DiagnosticCode]) -> String? {
    if let code = catalogue.first(where: { $0.id.lowercased() == word.lowercased() }) { return code.id }
    return Suggestion.nearest(to: word, among: catalogue.map(\.slug))
  }

  private mutating func filter(_ diagnostic: Diagnostic, of file: SourceFile) -> Diagnostic? {
    guard let range = diagnostic.primary?.range, range.file == file else { return diagnostic }
    let line = file.lines.line(at: range.bytes.lowerBound)
    var silencing: AllowComment?
    for index in allowances.indices where allowances[index].code == diagnostic.code {
      let comment = comments[allowances[index].comment]
      guard comment.targetLine == line else { continue }
      allowances[index].isUsed = true
      silencing = comment
    }
    guard let silencing else { return diagnostic }
    guard diagnostic.severity == .error else { return nil }
    var kept = diagnostic
    let commentLine = silencing.range.start.line
    kept.notes.append(.note("errors cannot be silenced; the comment on line \(commentLine) has no effect"))
    return kept
  }

  private mutating func reportUnused(_ isChecked: (DiagnosticCode) -> Bool) {
    for allowance in allowances where !allowance.isUsed && isChecked(allowance.code) {
      problems.append(.unusedAllow(allowance.name, allowance.code, in: comments[allowance.comment]))
    }
  }
}

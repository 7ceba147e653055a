package import LoracDiagnostics
package import Testing

/// Requires that applying fixes to `text` removes the problems that they are for and adds no error.
///
/// `check` makes the diagnostics of a text, whose labels point into one file with exactly that text. Fixes up to
/// `applicability` are applied, again and again while some wait for others. Then none of `codes` that had a fix may be
/// left, and there may be no error that was not there before. At least one fix must have been applied.
///
/// - Returns: the text after the last fix.
@discardableResult
package func expectFixesRemoveProblems(
  _ text: String, _ applicability: FixIt.Applicability = .safe, codes: Set<String>? = nil,
  sourceLocation: SourceLocation = #_sourceLocation, check: (String) throws -> DiagnosticList
) throws -> String {
  var current = text
  let before = try check(text).sorted
  var fixed: Set<String> = []
  // Each round applies at least one fix; more rounds than diagnostics mean that fixes undo each other.
  for _ in 0...before.count {
    let diagnostics = try check(current).sorted.filter { codes?.contains($0.code.id) ?? true }
    let fixable = diagnostics.filter { FixApplication.fixIt(of: $0, applicability) != nil }
    let application = FixApplication(of: fixable, applicability)
    guard let file = application.files.first else { break }
    #expect(application.files.count == 1, "a fix edits another file", sourceLocation: sourceLocation)
    #expect(file.file.bytes == Array(current.utf8), "labels point into another text", sourceLocation: sourceLocation)
    fixed.formUnion(fixable.map(\.code.id))
    current = String(decoding: file.bytes, as: UTF8.self)
  }
  #expect(!fixed.isEmpty, "nothing was fixed", sourceLocation: sourceLocation)
  let after = try check(current).sorted
  let left = after.filter { FixApplication.fixIt(of: $0, applicability) != nil && fixed.contains($0.code.id) }
  #expect(
    left.isEmpty, "still there after its fix: \(left.map(\.headline))\n\(current)", sourceLocation: sourceLocation)
  let known = Set(before.filter { $0.severity == .error }.map(\.code.id))
  let new = after.filter { $0.severity == .error && !known.contains($0.code.id) }
  #expect(new.isEmpty, "new errors after a fix: \(new.map(\.headline))\n\(current)", sourceLocation: sourceLocation)
  return current
}

package import LoracDiagnostics
package import LoracJSON

/// One JSON object for each diagnostic, one in a line.
///
/// Lines and columns are 1-based, columns count characters, ends are exclusive; `start` and `end` are byte offsets.
package enum JSONLinesRenderer {
  /// The objects, each ended by a line feed.
  package static func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { object($0).serialized() + "\n" }.joined()
  }

  /// The object of one diagnostic.
  package static func object(_ diagnostic: Diagnostic) -> JSONValue {
    let primary = diagnostic.primary.map { [label($0, isPrimary: true)] } ?? []
    return [
      "code": .string(diagnostic.code.id),
      "severity": .string(diagnostic.severity.rawValue),
      "message": .string(diagnostic.headline),
      "labels": .array(primary + diagnostic.secondary.map { label($0, isPrimary: false) }),
      "notes": .array(
        diagnostic.notes.map { ["kind": .string($0.kind.rawValue), "text": .string($0.text)] }),
      "fixes": .array(diagnostic.fixIts.map { fix($0) }),
    ]
  }

  private static func label(_ label: Label, isPrimary: Bool) -> JSONValue {
    .object(place(label.range) + [.init("text", .string(label.text)), .init("primary", .boolean(isPrimary))])
  }

  private static func fix(_ fixIt: FixIt) -> JSONValue {
    let edits = fixIt.edits.map { JSONValue.object(place($0.range) + [.init("replacement", .string($0.replacement))]) }
    return [
      "message": .string(fixIt.message),
      "applicability": .string(fixIt.applicability.rawValue),
      "edits": .array(edits),
    ]
  }

  private static func place(_ range: SourceRange) -> [JSONValue.Member] {
    let (start, end) = (range.start, range.end)
    return [
      .init("file", .string(range.file.displayName)),
      .init("line", .integer(start.line)),
      .init("column", .integer(start.column)),
      .init("end_line", .integer(end.line)),
      .init("end_column", .integer(end.column)),
      .init("start", .integer(range.bytes.lowerBound)),
      .init("end", .integer(range.bytes.upperBound)),
    ]
  }
}

package import LoracDiagnostics
package import Testing

/// What a test expects of one diagnostic, and the line of the test that expects it.
package struct DiagnosticSpecification: Sendable {
  /// The code, as in `LR0203`.
  package let code: String
  /// Markers around the primary label, as in `1️⃣2️⃣`; one alone for an empty range, none for no label.
  package let markers: String
  /// The headline, or nil if the test does not care.
  package let headline: String?
  /// Markers around each secondary label, or nil if the test does not care.
  package let secondary: [String]?
  /// The line of the test that expects it.
  package let sourceLocation: SourceLocation

  /// Expects `code` at `markers`.
  package init(
    _ code: String, _ markers: String, _ headline: String? = nil, secondary: [String]? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    self.code = code
    self.markers = markers
    self.headline = headline
    self.secondary = secondary
    self.sourceLocation = sourceLocation
  }
}

/// Requires that `diagnostics` are exactly those expected, in the order they are shown; unexpected ones fail too.
///
/// Ranges are looked up among the markers of `marked`, whatever file a label is in.
package func assertDiagnostics(
  _ diagnostics: DiagnosticList, _ expected: [DiagnosticSpecification], in marked: MarkedText,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let found = diagnostics.sorted
  for (diagnostic, specification) in zip(found, expected) {
    check(diagnostic, specification, marked)
  }
  for diagnostic in found.dropFirst(expected.count) {
    Issue.record("unexpected \(describe(diagnostic))", sourceLocation: sourceLocation)
  }
  for specification in expected.dropFirst(found.count) {
    Issue.record("\(specification.code) was not reported", sourceLocation: specification.sourceLocation)
  }
}

private func check(_ diagnostic: Diagnostic, _ expected: DiagnosticSpecification, _ marked: MarkedText) {
  func require(_ isMet: Bool, _ what: String) {
    if !isMet { Issue.record("\(what); found \(describe(diagnostic))", sourceLocation: expected.sourceLocation) }
  }
  require(diagnostic.code.id == expected.code, "expected \(expected.code)")
  if let headline = expected.headline { require(diagnostic.headline == headline, "expected '\(headline)'") }
  let range = expected.markers.isEmpty ? nil : marked.range(expected.markers)
  require(diagnostic.primary?.range.bytes == range, "expected \(range.map { "\($0)" } ?? "no place")")
  if let secondary = expected.secondary {
    let ranges = secondary.map { marked.range($0) }
    require(diagnostic.secondary.map(\.range.bytes) == ranges, "expected secondary labels at \(ranges)")
  }
}

private func describe(_ diagnostic: Diagnostic) -> String {
  let places = ([diagnostic.primary].compactMap(\.self) + diagnostic.secondary).map {
    "\($0.range.bytes) '\($0.range.text)' \($0.text)"
  }
  return "\(diagnostic.code.id) \(diagnostic.headline) at \(places)"
}

package import LoracDiagnostics
package import LoracJSON

/// Diagnostics as one SARIF 2.1.0 document (OASIS Standard, 27 March 2020), for code scanning services and editors.
///
/// Columns count code points, as `columnKind` says. Texts that are not files on disk become logical locations.
package struct SARIFRenderer: Sendable {
  private let catalogue: [DiagnosticCode]
  private let version: String?

  /// A renderer whose rules are `catalogue`, in that order; `version` is lorac's own.
  package init(catalogue: [DiagnosticCode], version: String? = nil) {
    self.catalogue = catalogue
    self.version = version
  }

  /// The document, indented, ended by a line feed.
  package func render(_ diagnostics: [Diagnostic]) -> String { document(diagnostics).serialized(pretty: true) + "\n" }

  /// The document as a value.
  package func document(_ diagnostics: [Diagnostic]) -> JSONValue {
    let rules = allRules(diagnostics)
    let indexes = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.id, $0) })
    var driver: [JSONValue.Member] = [.init("name", "lorac")]
    if let version { driver.append(.init("version", .string(version))) }
    driver.append(.init("rules", .array(rules.map { rule($0) })))
    let results = diagnostics.map { result($0, ruleIndex: indexes[$0.code.id] ?? -1) }
    return [
      "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": .object(driver)],
          "columnKind": "unicodeCodePoints",
          "results": .array(results),
        ]
      ],
    ]
  }

  /// The catalogue, then codes that diagnostics have beside it.
  private func allRules(_ diagnostics: [Diagnostic]) -> [DiagnosticCode] {
    var seen: Set<String> = []
    return (catalogue + diagnostics.map(\.code)).filter { seen.insert($0.id).inserted }
  }

  private func rule(_ code: DiagnosticCode) -> JSONValue {
    [
      "id": .string(code.id),
      "name": .string(Self.name(code.slug)),
      "shortDescription": ["text": .string(code.slug.replacing("-", with: " "))],
      "fullDescription": ["text": .string(code.explanation.meaning)],
      "help": [
        "text": .string(ExplanationRenderer.terminal(code)),
        "markdown": .string(ExplanationRenderer.markdown(code)),
      ],
      "defaultConfiguration": ["level": .string(Self.level(code.severity))],
    ]
  }

  private func result(_ diagnostic: Diagnostic, ruleIndex: Int) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("ruleId", .string(diagnostic.code.id)),
      .init("ruleIndex", .integer(ruleIndex)),
      .init("level", .string(Self.level(diagnostic.severity))),
      .init("message", ["text": .string(Self.message(diagnostic))]),
    ]
    if let primary = diagnostic.primary {
      members.append(.init("locations", [SARIFLocation.location(primary)]))
    }
    if !diagnostic.secondary.isEmpty {
      let related = diagnostic.secondary.map { SARIFLocation.location($0) }
      members.append(.init("relatedLocations", .array(related)))
    }
    let fixes = diagnostic.fixIts.compactMap { SARIFLocation.fix($0) }
    if !fixes.isEmpty { members.append(.init("fixes", .array(fixes))) }
    return .object(members)
  }

  private static func message(_ diagnostic: Diagnostic) -> String {
    ([diagnostic.headline] + diagnostic.notes.map { "\($0.kind.rawValue): \($0.text)" }).joined(separator: "\n")
  }

  /// `unknown-key` as `UnknownKey`, the form that SARIF wants of names.
  private static func name(_ slug: String) -> String {
    slug.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .remark: "note"
    }
  }
}

import LoracDiagnosticRendering
import LoracDiagnostics
import LoracReference
import LoracTestSupport
import Testing

/// Diagnostics in every format.
struct RenderedDiagnostics {
  /// As a terminal shows them.
  let forPeople: String
  /// In every format for machines, one below the other.
  let forMachines: String

  /// Renders `diagnostics` without the names of `folders`.
  init(_ diagnostics: [Diagnostic], without folders: [String]) {
    var redaction = Redaction(folders: folders)
    let redacted = diagnostics.map { redaction.apply($0) }
    forPeople = TerminalRenderer().render(redacted)
    forMachines = OutputFormat.allCases.filter { $0 != .terminal }.map { format in
      let catalogue = DiagnosticCatalogue.all.filter { code in redacted.contains { $0.code == code } }
      return "# \(format.rawValue)\n" + render(redacted, format: format, catalogue: catalogue)
    }.joined(separator: "\n")
  }

  /// Requires that the texts are those stored beside each other under `stem`.
  func expectStored(_ stem: String, sourceLocation: SourceLocation = #_sourceLocation) {
    expectSnapshot(forPeople, file: "\(stem).diag", sourceLocation: sourceLocation)
    expectSnapshot(forMachines, file: "\(stem).formats", sourceLocation: sourceLocation)
  }
}

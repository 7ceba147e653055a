internal import LoracDiagnosticRendering
internal import LoracDiagnostics
internal import LoracReference

/// Writes diagnostics to a stream.
struct Report {
  /// How they are written.
  var format: OutputFormat
  /// When they are coloured.
  var color: ColorChoice

  /// The text of `diagnostics` with a closing line for people; empty if there are none.
  func text(_ diagnostics: [Diagnostic], isTerminal: Bool) -> String {
    let palette = Terminal.palette(color, isTerminal: isTerminal)
    var text = render(
      diagnostics, format: format, palette: palette, width: Terminal.width, catalogue: DiagnosticCatalogue.all)
    if format == .terminal, let summary = Summary.line(diagnostics) { text += "\n\(summary)\n" }
    return text
  }

  /// Writes `diagnostics` to standard error.
  func writeError(_ diagnostics: DiagnosticList) {
    let text = text(diagnostics.sorted, isTerminal: Terminal.errorIsTerminal)
    if !text.isEmpty { Terminal.writeError(text) }
  }
}

extension ReportOptions {
  /// The report that the options describe.
  var report: Report { Report(format: diagnostics, color: color) }
}

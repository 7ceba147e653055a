package import LoracDiagnostics

/// How diagnostics are written; the raw values are those of `--format`.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  /// Snippets for people.
  case terminal
  /// One line each.
  case concise
  /// One JSON object in each line.
  case json
  /// One SARIF 2.1.0 document.
  case sarif
  /// GitHub Actions workflow commands.
  case github
}

/// The text of `diagnostics`, which are in the order to be shown; it ends with a line feed unless it is empty.
///
/// `palette` and `width` matter to formats for people only, `catalogue` (all codes) to SARIF only.
package func render(
  _ diagnostics: [Diagnostic], format: OutputFormat, palette: Palette = .plain, width: Int = 100,
  catalogue: [DiagnosticCode] = []
) -> String {
  switch format {
  case .terminal: TerminalRenderer(palette: palette, width: width).render(diagnostics)
  case .concise: ConciseRenderer.render(diagnostics, palette: palette)
  case .json: JSONLinesRenderer.render(diagnostics)
  case .sarif: SARIFRenderer(catalogue: catalogue).render(diagnostics)
  case .github: GitHubRenderer.render(diagnostics)
  }
}

package import LoracDiagnostics

/// One line for each diagnostic, as compilers print them and editors parse them.
package enum ConciseRenderer {
  /// Lines of the form `file:line:col: error[LR0203]: headline`; what is not known is left out.
  package static func render(_ diagnostics: [Diagnostic], palette: Palette = .plain) -> String {
    diagnostics.map { line($0, palette) + "\n" }.joined()
  }

  private static func line(_ diagnostic: Diagnostic, _ palette: Palette) -> String {
    var place = ""
    if let range = diagnostic.primary?.range {
      place = "\(palette.paint(VisibleText.escape(range.place), .emphasis)): "
    }
    let style: Palette.Style =
      switch diagnostic.severity {
      case .error: .error
      case .warning: .warning
      case .remark: .remark
      }
    let title = palette.paint("\(diagnostic.severity.rawValue)[\(diagnostic.code.id)]", style)
    var headline = VisibleText.escape(diagnostic.headline)
    while headline.last == " " { headline.removeLast() }
    return "\(place)\(title): \(headline)"
  }
}

package import LoracDiagnostics

/// Diagnostics for people: header, snippets with marks, notes and fixes.
///
///     error[LR0203]: unknown key 'lerning_rate'
///       ┌ recipes/cat.yaml:7:3
///     6 │ optimizer:
///     7 │   lerning_rate: 1e-4
///       │   ^^^^^^^^^^^^ did you mean 'learning_rate'?
///       = fix (safe): rename to 'learning_rate'
package struct TerminalRenderer: Sendable {
  /// The colours.
  package var palette: Palette
  /// The columns that notes are wrapped to and long lines are cut to; at least 40 are used.
  package var width: Int

  /// A renderer; see the properties.
  package init(palette: Palette = .plain, width: Int = 100) {
    self.palette = palette
    self.width = max(40, width)
  }

  /// All diagnostics with an empty line between them; empty if there are none.
  package func render(_ diagnostics: [Diagnostic]) -> String { diagnostics.map { render($0) }.joined(separator: "\n") }

  /// One diagnostic, ended by a line feed.
  package func render(_ diagnostic: Diagnostic) -> String {
    let style = Self.style(diagnostic.severity)
    let layouts = SnippetLayout.layouts(of: diagnostic)
    let gutter = Self.gutter(layouts)
    var lines = [header(diagnostic, style)]
    for layout in layouts {
      let rows = SnippetRenderer.rows(layout, gutter: gutter, width: width, primaryStyle: style)
      lines += rows.map { $0.text(palette) }
    }
    for note in diagnostic.notes { lines += footer(note.kind.rawValue, note.text, gutter, Self.style(note.kind)) }
    for fixIt in diagnostic.fixIts {
      lines += footer("fix (\(Self.name(fixIt.applicability)))", fixIt.message, gutter, .fix)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func header(_ diagnostic: Diagnostic, _ style: Palette.Style) -> String {
    let title = palette.paint("\(diagnostic.severity.rawValue)[\(diagnostic.code.id)]", style)
    return title + palette.paint(": \(VisibleText.escape(diagnostic.headline))", .emphasis)
  }

  /// `= word: text` below the snippets, wrapped, the following lines indented to the text.
  private func footer(_ word: String, _ text: String, _ gutter: Int, _ style: Palette.Style) -> [String] {
    let indent = gutter + word.count + 4
    let lines = TextWrapping.lines(VisibleText.escapeLines(text), width: max(20, width - indent))
    let padding = String(repeating: " ", count: gutter)
    return lines.enumerated().map { index, line in
      guard index == 0 else { return line.isEmpty ? "" : String(repeating: " ", count: indent) + line }
      let start = "\(padding)\(palette.paint("=", .frame)) \(palette.paint("\(word):", style))"
      return line.isEmpty ? start : "\(start) \(line)"
    }
  }

  /// The column of the frame: one right of the longest line number.
  private static func gutter(_ layouts: [SnippetLayout]) -> Int {
    let longest = layouts.filter(\.file.hasLineNumbers).flatMap(\.rows).reduce(1) { longest, row in
      guard case .line(let line) = row else { return longest }
      return max(longest, String(line).count)
    }
    return longest + 1
  }

  private static func style(_ severity: Severity) -> Palette.Style {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .remark: .remark
    }
  }

  private static func style(_ kind: Note.Kind) -> Palette.Style {
    switch kind {
    case .note: .note
    case .help: .help
    }
  }

  private static func name(_ applicability: FixIt.Applicability) -> String {
    switch applicability {
    case .safe: "safe"
    case .unsafe: "unsafe"
    case .displayOnly: "by hand"
    }
  }
}

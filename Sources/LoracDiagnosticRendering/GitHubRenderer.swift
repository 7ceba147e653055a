package import LoracDiagnostics

/// Workflow commands that GitHub Actions shows as annotations of a change.
package enum GitHubRenderer {
  /// One command for each diagnostic: `::error file=…,line=…,col=…,endColumn=…,title=lorac (LR0203)::message`.
  ///
  /// Columns are left out where a label goes over several lines, since GitHub refuses them there, and places in texts
  /// that are not the user's files become part of the message.
  package static func render(_ diagnostics: [Diagnostic]) -> String { diagnostics.map { command($0) + "\n" }.joined() }

  private static func command(_ diagnostic: Diagnostic) -> String {
    let properties = place(diagnostic.primary?.range) + [("title", "lorac (\(diagnostic.code.id))")]
    let list = properties.map { "\($0.0)=\(escapeProperty($0.1))" }.joined(separator: ",")
    return "::\(name(diagnostic.severity)) \(list)::\(escape(message(diagnostic)))"
  }

  private static func place(_ range: SourceRange?) -> [(String, String)] {
    guard let range = range?.withoutLineEndings, range.file.isOnDisk else { return [] }
    let file = ("file", VisibleText.escape(range.file.name))
    guard range.file.kind == .file else { return [file] }
    let (start, end) = (range.start, range.end)
    var properties = [file, ("line", "\(start.line)")]
    if start.line == end.line {
      properties += [("col", "\(start.column)"), ("endColumn", "\(end.column)")]
    } else {
      properties.append(("endLine", "\(end.line)"))
    }
    return properties
  }

  private static func message(_ diagnostic: Diagnostic) -> String {
    var lines = [diagnostic.headline]
    if let primary = diagnostic.primary {
      if !primary.range.file.isOnDisk {
        lines.append(sentence(primary))
      } else if !primary.text.isEmpty {
        lines.append(primary.text)
      }
    }
    lines += diagnostic.secondary.map { sentence($0) }
    lines += diagnostic.notes.map { "\($0.kind.rawValue): \($0.text)" }
    lines += diagnostic.fixIts.map { "fix: \($0.message)" }
    return lines.map { VisibleText.escapeLines($0) }.joined(separator: "\n")
  }

  private static func sentence(_ label: Label) -> String {
    label.text.isEmpty ? label.range.place : "\(label.range.place): \(label.text)"
  }

  private static func name(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .remark: "notice"
    }
  }

  private static func escape(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r\n", with: "%0D%0A").replacing("\r", with: "%0D")
      .replacing("\n", with: "%0A")
  }

  private static func escapeProperty(_ text: String) -> String {
    escape(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}

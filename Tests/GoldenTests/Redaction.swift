import LoracDiagnostics

/// Takes the names of folders out of diagnostics, so that they read the same on every machine.
struct Redaction {
  private let folders: [String]
  private var files: [SourceFile: SourceFile] = [:]

  /// Removes each of `folders` wherever it stands, the longest first.
  init(folders: [String]) { self.folders = folders }

  /// The diagnostic without the folders, in its texts and in the names of its files.
  mutating func apply(_ diagnostic: Diagnostic) -> Diagnostic {
    var result = diagnostic
    result.headline = text(diagnostic.headline)
    if let primary = diagnostic.primary { result.primary = label(primary) }
    for index in result.secondary.indices { result.secondary[index] = label(result.secondary[index]) }
    for index in result.notes.indices { result.notes[index].text = text(result.notes[index].text) }
    for index in result.fixIts.indices {
      result.fixIts[index].message = text(result.fixIts[index].message)
      result.fixIts[index].edits = result.fixIts[index].edits.map { TextEdit(range($0.range), $0.replacement) }
    }
    return result
  }

  private func text(_ text: String) -> String {
    folders.reduce(text) { $0.replacing($1, with: "") }
  }

  private mutating func label(_ label: Label) -> Label {
    Label(range(label.range), text(label.text))
  }

  private mutating func range(_ range: SourceRange) -> SourceRange {
    let old = range.file
    let file = files[old] ?? SourceFile(name: text(old.name), kind: old.kind, bytes: old.bytes)
    files[old] = file
    return SourceRange(file: file, bytes: range.bytes)
  }
}

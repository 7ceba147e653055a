internal import LoracDiagnostics

/// Replaces the tabs that indent lines.
enum TabExpansion {
  /// One edit for each line that is indented with tabs.
  ///
  /// A tab becomes as many spaces as the least indented line without tabs has, or two.
  static func edits(_ file: SourceFile) -> [TextEdit] {
    let indentations = (1...file.lines.count).map { line in
      file.bytes[file.lines.bytes(ofLine: line)].prefix { $0 == 0x20 || $0 == 0x09 }
    }
    let widths = indentations.filter { !$0.isEmpty && !$0.contains(0x09) }.map(\.count)
    let width = min(widths.min() ?? 2, 8)
    return indentations.filter { $0.contains(0x09) }.map { indentation in
      let spaces = indentation.reduce(0) { $0 + ($1 == 0x09 ? width : 1) }
      let range = SourceRange(file: file, bytes: indentation.indices)
      return TextEdit(range, String(repeating: " ", count: spaces))
    }
  }
}

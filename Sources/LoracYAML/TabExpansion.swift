internal import LoracDiagnostics

/// Replaces the tabs that indent lines.
enum TabExpansion {
  /// The fix for all lines; it is only shown if the text would not be YAML afterwards.
  static func fix(_ file: SourceFile) -> FixIt {
    let edits = edits(file)
    var fixed = file.bytes
    for edit in edits.reversed() { fixed.replaceSubrange(edit.range.bytes, with: edit.replacement.utf8) }
    return FixIt("replace the tabs by spaces", edits, isYAML(fixed) ? .safe : .displayOnly)
  }

  /// Whether libyaml reads the text to its end; not tried on texts that are far larger than recipes.
  private static func isYAML(_ bytes: [UInt8]) -> Bool {
    guard bytes.count < 1 << 16, var reader = EventReader(bytes, start: TextCheck.start(of: bytes)) else {
      return false
    }
    while let event = try? reader.next() {
      if case .streamEnd = event.kind { return true }
    }
    return false
  }

  /// One edit for each line that is indented with tabs.
  ///
  /// A tab becomes as many spaces as the least indented line without tabs has, or two.
  private static func edits(_ file: SourceFile) -> [TextEdit] {
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

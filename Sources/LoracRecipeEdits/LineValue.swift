internal import LoracDiagnostics
internal import LoracYAML

/// Reads the value of an edit.
enum LineValue {
  /// The value of one line of YAML; its range covers the text in a file of its own.
  static func read(_ text: String, key: String) throws(RecipeEditError) -> Node {
    let isOneLine = !text.utf8.contains { $0 == 0x0A || $0 == 0x0D }
    let prefix = "value: "
    let file = SourceFile(name: key, kind: .commandLine, text: prefix + text)
    var diagnostics = DiagnosticList()
    guard isOneLine, !text.utf8.allSatisfy({ $0 <= 0x20 }), let tree = parse(file, into: &diagnostics),
      !diagnostics.hasErrors, case .mapping(let pairs) = tree.content, pairs.count == 1, pairs[0].key == "value"
    else { throw .invalidValue(key: key, value: text) }
    return pairs[0].value
  }
}

internal import LoracDiagnosticRendering
internal import LoracTags

/// What `lorac tags --groups` and `--group` print.
struct GroupList {
  /// The groups, those of a recipe included.
  let vocabulary: TagVocabulary

  /// All groups, a line each.
  var text: String {
    let names = vocabulary.groups.names
    let widest = names.map(\.count).max() ?? 0
    return names.map { name in
      let group = vocabulary.groups[name]
      let summary = group.map { $0.summary.isEmpty ? "\($0.entries.count) entries of the recipe" : $0.summary } ?? ""
      return "@\(name.padded(to: widest + 2))\(summary)\n"
    }.joined() + "\n`lorac tags --group NAME` prints the tags of one.\n"
  }

  /// The entries of one group in columns; nil if there is no such group.
  func text(of name: String, width: Int) -> String? {
    guard let group = vocabulary.groups[name] else { return nil }
    let summary = group.summary.isEmpty ? "" : group.summary + "\n\n"
    let lines = TextWrapping.lines(group.entries.map { VisibleText.escape($0) }.joined(separator: ", "), width: width)
    return summary + lines.map { $0 + "\n" }.joined()
  }
}

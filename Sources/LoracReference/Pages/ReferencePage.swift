internal import LoracSchema

/// The reference of all keys of a recipe in Markdown; `docs/recipe-reference.md` is its text.
package enum ReferencePage {
  /// The whole page.
  package static var text: String {
    var parts = [
      "# Recipe reference",
      "<!-- Generated from the declarations in Sources/LoracSchema by a test; do not edit. -->",
      """
      Every key of a recipe, version \(RecipeFields.languageVersion). `null` resets a key to its default, whatever a \
      preset says. kohya's default is shown where it is another. `lorac explain KEY` prints the same for one key.
      """,
    ]
    parts += sections(RecipeFields.recipe, path: "", level: 2)
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func sections(_ block: Block, path: String, level: Int) -> [String] {
    let title = path.isEmpty ? "The top of a recipe" : "`\(path)`"
    return ["\(String(repeating: "#", count: level)) \(title)", block.documentation]
      + contents(block, path: path, level: level)
  }

  private static func contents(_ block: Block, path: String, level: Int) -> [String] {
    var parts: [String] = []
    if !block.entries.isEmpty {
      let header = ["| key | accepts | default | kohya | what it does |", "|---|---|---|---|---|"]
      parts.append((header + block.entries.map(row)).joined(separator: "\n"))
    }
    for entry in block.entries {
      let inner = path.isEmpty ? entry.key : "\(path).\(entry.key)"
      switch entry {
      case .block(let block): parts += sections(block, path: inner, level: path.isEmpty ? 2 : 3)
      case .field(let field):
        guard let item = field.type.record, inner != DatasetFields.regularization.path else { continue }
        let places = inner == DatasetFields.images.path ? [inner, DatasetFields.regularization.path] : [inner]
        parts.append("### An item of \(places.map { "`\($0)`" }.joined(separator: " or "))")
        parts.append(item.documentation)
        parts += contents(item, path: inner, level: 3)
      }
    }
    return parts
  }

  private static func row(_ entry: Block.Entry) -> String {
    let cells: [String]
    switch entry {
    case .block(let block): cells = ["`\(block.key)`", "a block", "", "", block.documentation]
    case .field(let field):
      let arguments = field.kohyaArguments.map { "`--\($0)`" }.joined(separator: "<br>")
      cells = ["`\(field.key)`", field.type.expectation, field.defaultText, arguments, field.documentation]
    }
    return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
  }
}

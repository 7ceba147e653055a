internal import LoracDiagnostics
internal import LoracSchema

/// An output name that no file can have.
enum NameIsNoFileName: RecipeRule {
  static let code = DiagnosticCode(
    "LR0466", "name-is-no-file-name", .error,
    Explanation(
      meaning: "The output name contains a slash, a backslash or a control character, is too long, or names a folder.",
      why: "Files are named after it: `name.safetensors`, `name-000002.safetensors`. Folders go to `save.directory`.",
      example: "name: loras/cat",
      fix: "Separate the two:\n\nname: cat\nsave:\n  directory: loras"))

  /// File systems take 255 bytes; `-step00000000-state.safetensors` comes on top.
  private static let limit = 200

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let name = recipe[RecipeFields.name], let problem = problem(name) else { return }
    report(
      "the name \(problem.what)", at: [recipe.label(RecipeFields.name, "files are named after this")],
      notes: [.help(problem.help)], into: &diagnostics)
  }

  private static func problem(_ name: String) -> (what: String, help: String)? {
    if name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      return ("contains a control character", "use letters, digits, '-' and '_'")
    }
    if name.contains("/") || name.contains("\\") {
      return ("contains a \(name.contains("/") ? "slash" : "backslash")", "put the folder into 'save.directory'")
    }
    if name == "." || name == ".." { return ("'\(name)' is that of a folder", "use letters, digits, '-' and '_'") }
    if name.allSatisfy(\.isWhitespace) { return ("consists of blanks", "use letters, digits, '-' and '_'") }
    if name.utf8.count > limit {
      return (
        "is too long: \(name.utf8.count) bytes", "use at most \(limit) bytes; a non-Latin letter counts as 2 to 4"
      )
    }
    return nil
  }
}

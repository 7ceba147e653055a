internal import LoracDiagnostics
internal import LoracSchema

/// An output name beyond ASCII.
enum NameNotASCII: RecipeRule {
  static let code = DiagnosticCode(
    "LR0468", "name-not-ascii", .warning,
    Explanation(
      meaning: "The output name has characters other than those of ASCII, such as Chinese ones or accents.",
      why:
        "Some user interfaces, archives and systems with another encoding cannot open such a file, and a prompt's "
        + "`<lora:name:1>` is hard to type.",
      example: "name: 张娜英",
      fix: "Use letters, digits, `-` and `_`:\n\nname: ZhangNaYing"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let name = recipe[RecipeFields.name], let first = name.first(where: { !$0.isASCII }) else { return }
    report(
      "the name has a character beyond ASCII: '\(first)'",
      at: [recipe.label(RecipeFields.name, "not every program can open such a file")],
      notes: [.help("use letters, digits, '-' and '_'")], into: &diagnostics)
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// An output name that not every system accepts.
enum NameNotPortable: RecipeRule {
  static let code = DiagnosticCode(
    "LR0467", "name-not-portable", .warning,
    Explanation(
      meaning:
        "The output name is one that Windows refuses, that ends or begins with a blank or dot, or begins with a dash.",
      why:
        "LoRA files are passed on. Windows knows none of `< > : \" | ? *` in names, reserves names such as `CON` and "
        + "drops a dot or blank at the end; commands take a dash in front for an option, and a dot hides the file.",
      example: "name: \"cat: v2\"",
      fix: "Use letters, digits, `-` and `_`:\n\nname: cat-v2"))

  private static let reserved: Set<String> = Set(
    ["con", "prn", "aux", "nul"] + (1...9).flatMap { ["com\($0)", "lpt\($0)"] })

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let name = recipe[RecipeFields.name], let problem = problem(name) else { return }
    report(
      "the name '\(name)' \(problem)", at: [recipe.label(RecipeFields.name, "files are named after this")],
      notes: [.help("use letters, digits, '-' and '_'")], into: &diagnostics)
  }

  private static func problem(_ name: String) -> String? {
    if let character = name.first(where: { "<>:\"|?*".contains($0) }) {
      return "contains '\(character)', which Windows does not allow"
    }
    let stem = name.prefix { $0 != "." }
    if reserved.contains(stem.lowercased()) { return "is reserved on Windows" }
    guard let first = name.first, let last = name.last else { return nil }
    if last == "." || last.isWhitespace { return "ends with a \(last == "." ? "dot" : "blank"), which Windows drops" }
    if first.isWhitespace { return "begins with a blank" }
    if first == "-" { return "begins with a dash, which commands take for an option" }
    return first == "." ? "begins with a dot, which hides the file" : nil
  }
}

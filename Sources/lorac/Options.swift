internal import ArgumentParser
internal import LoracDiagnosticRendering

/// When text is coloured.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  /// On a terminal, unless `NO_COLOR` is set.
  case auto
  /// Always.
  case always
  /// Never.
  case never
}

extension OutputFormat: ExpressibleByArgument {}

/// Which recipe, with which changes.
struct RecipeOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The recipe; recipe.yaml in this folder if left out.", valueName: "recipe.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var recipe: String = "recipe.yaml"

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Change a value for this call, such as --set train.epochs=20.", valueName: "key=value"))
  var changes: [String] = []
}

/// A recipe or a saved plan, with which changes.
struct RecipeOrPlanOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A recipe, or a saved plan; recipe.yaml in this folder if left out.", valueName: "recipe.yaml"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var path = "recipe.yaml"

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Change a value for this call, such as --set train.epochs=20.", valueName: "key=value"))
  var changes: [String] = []
}

/// How diagnostics are shown by commands whose own output is something else.
struct ReportOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How problems are written to standard error.", valueName: "format"))
  var diagnostics: OutputFormat = .terminal

  @Option(help: ArgumentHelp("When output is coloured.", valueName: "when"))
  var color: ColorChoice = .auto
}

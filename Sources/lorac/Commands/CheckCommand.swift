internal import ArgumentParser
internal import LoracDiagnosticRendering
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracLowering

/// `lorac check`: all problems of recipes and their datasets.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find what is wrong with recipes and their datasets.",
    discussion: "Exit status: 0 nothing wrong, 1 errors found, 2 wrong command line.")

  /// What can be denied.
  enum Denied: String, ExpressibleByArgument, CaseIterable {
    /// Warnings count as errors.
    case warnings
  }

  @Argument(
    help: ArgumentHelp("Recipes; recipe.yaml in this folder if left out.", valueName: "recipe.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var recipes: [String] = ["recipe.yaml"]

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Change a value for this call, such as --set train.epochs=20.", valueName: "key=value"))
  var changes: [String] = []

  @Option(help: ArgumentHelp("How problems are written.", valueName: "format"))
  var format: OutputFormat = .terminal

  @Option(help: ArgumentHelp("When output is coloured.", valueName: "when"))
  var color: ColorChoice = .auto

  @Option(help: ArgumentHelp("Treat warnings as errors: --deny warnings.", valueName: "what"))
  var deny: Denied?

  @Flag(help: "Apply fixes that keep the recipe's meaning.")
  var fix = false

  @Flag(help: "With --fix, also apply fixes that may change the meaning.")
  var unsafeFixes = false

  func run() throws {
    var diagnostics = check()
    if fix {
      let applied = try apply(diagnostics)
      if applied > 0 { diagnostics = check() }
      Terminal.printError(applied == 1 ? "1 fix applied" : "\(applied) fixes applied")
    }
    if deny == .warnings { diagnostics.raiseWarnings() }
    let sorted = diagnostics.sorted
    Terminal.write(Report(format: format, color: color).text(sorted, isTerminal: Terminal.outputIsTerminal))
    if sorted.isEmpty, format == .terminal {
      Terminal.print(recipes.count == 1 ? "\(recipes[0]): no problems" : "\(recipes.count) recipes: no problems")
    }
    if diagnostics.hasErrors { throw ExitStatus.errors }
  }

  private func check() -> DiagnosticList {
    var all = DiagnosticList()
    for recipe in recipes { all.append(contentsOf: Compilation(recipe, changes: changes, mode: .check).diagnostics) }
    return all
  }

  /// Writes the fixed files and gives the number of fixes.
  private func apply(_ diagnostics: DiagnosticList) throws -> Int {
    let fixes = FixApplication(of: diagnostics.sorted, unsafeFixes ? .unsafe : .safe)
    for file in fixes.files {
      do throws(FileError) {
        try FileSystem.write(file.bytes, to: file.file.name)
      } catch {
        Terminal.printError("lorac: cannot write '\(error.path)': \(error.reason)")
        throw ExitStatus.errors
      }
    }
    return fixes.applied.count
  }
}

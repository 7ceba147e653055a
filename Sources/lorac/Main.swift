internal import ArgumentParser
internal import Glibc

/// The process: parses the command line, runs one command, and maps every end to an exit status.
@main
enum Main {
  static func main() async {
    // A reader that closes the pipe early (`lorac plan … | head`) must not look like a crash.
    signal(SIGPIPE, SIG_DFL)
    var started: (any ParsableCommand.Type)?
    do {
      var command = try Lorac.parseAsRoot()
      started = type(of: command)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let status as ExitStatus {
      exit(status.rawValue)
    } catch {
      exit(report(error, of: started).rawValue)
    }
  }

  /// Prints help, version or a usage error, which `command` may have found after its arguments were parsed.
  private static func report(_ error: any Error, of command: (any ParsableCommand.Type)?) -> ExitStatus {
    if let error = error as? ValidationError, let name = command.flatMap(UsageHint.name) {
      Terminal.printError("Error: \(error.message)\n  See '\(name) --help' for more information.")
      return .usage
    }
    let message = Lorac.fullMessage(for: error)
    guard Lorac.exitCode(for: error) != .success else {
      Terminal.print(message)
      return .success
    }
    let hint = UsageHint.line(arguments: Array(CommandLine.arguments.dropFirst()))
    Terminal.printError(hint.map { "\($0)\n  See 'lorac --help' for the commands." } ?? message)
    return .usage
  }
}

/// The command `lorac`.
struct Lorac: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lorac",
    abstract: "Compiles LoRA training recipes: check a recipe, see its plan, train it.",
    discussion: """
      A recipe is a short YAML file. `lorac init` writes one, `lorac check` finds what is wrong with it, `lorac plan` \
      tells everything that will happen, `lorac emit` prints the same training as a kohya command, and `lorac run` does it.
      """,
    version: "lorac \(version)",
    groupedSubcommands: [
      CommandGroup(
        name: "Recipe", subcommands: [InitCommand.self, CheckCommand.self, PlanCommand.self, DiffCommand.self]),
      CommandGroup(name: "Images", subcommands: [InspectCommand.self, TagsCommand.self, PrepareCommand.self]),
      CommandGroup(
        name: "Training", subcommands: [LRFindCommand.self, EmitCommand.self, RunCommand.self, DoctorCommand.self]),
      CommandGroup(name: "Judging", subcommands: [SampleCommand.self, TestCommand.self, AdviseCommand.self]),
      CommandGroup(
        name: "Runs", subcommands: [RunsCommand.self, ReportCommand.self, WatchCommand.self, CompareCommand.self]),
      CommandGroup(
        name: "Reference",
        subcommands: [ExplainCommand.self, PresetCommand.self, SchemaCommand.self, CompletionsCommand.self]),
    ])

  /// The version of this lorac.
  static let version = "0.1.0"
}

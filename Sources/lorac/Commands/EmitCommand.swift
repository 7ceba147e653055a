internal import ArgumentParser
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracJSON
internal import LoracKohya
internal import LoracLowering
internal import LoracPlan

extension Shell: ExpressibleByArgument {}
extension KohyaTarget: ExpressibleByArgument {}

/// `lorac emit`: the kohya command that does the same.
struct EmitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emit",
    abstract: "Print the kohya command that trains the same.",
    discussion: "Exit status: 0 written, 1 errors found, 2 wrong command line.")

  /// How a command is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// For a shell.
    case command
    /// A JSON array of words, unquoted.
    case argv
    /// kohya's config_file, and its dataset_config in a second file.
    case toml
  }

  @OptionGroup var input: RecipeOrPlanOptions
  @OptionGroup var reports: ReportOptions

  @Option(help: ArgumentHelp("How the command is written.", valueName: "format"))
  var format: Format = .command

  @Option(help: ArgumentHelp("The shell that a command is written for.", valueName: "shell"))
  var shell: Shell = .bash

  @Flag(help: "Write the command on one line.")
  var oneLine = false

  @Option(help: ArgumentHelp("The sd-scripts to write for; the recipe's otherwise.", valueName: "version"))
  var target: KohyaTarget?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("A folder for the files that the command needs beside it.", valueName: "dir"),
    completion: .directory)
  var output: String?

  func run() throws {
    var compilation = try Compilation.ofRecipeOrPlan(input.path, changes: input.changes, mode: .plan, backend: .kohya)
    let plan = compilation.plan
    var written: (text: String, files: [KohyaEmission.SideFile])?
    if let plan { written = text(plan, &compilation) }
    // A plan tells what will be; a command names folders that must be there.
    compilation.diagnostics.rewrite { diagnostic in
      guard diagnostic.code == PreparationDiagnostics.notPrepared, diagnostic.severity == .remark else {
        return diagnostic
      }
      var diagnostic = diagnostic
      diagnostic.severity = .warning
      diagnostic.notes = [.help("run `lorac prepare` before the command, which would find no images")]
      return diagnostic
    }
    reports.report.writeError(compilation.diagnostics)
    guard let written, !compilation.diagnostics.hasErrors else { throw ExitStatus.errors }
    if let output { try SideFiles.write(written.files, to: output) }
    Terminal.write(written.text)
  }

  /// The command's text and its side files; nil after problems were added.
  private func text(
    _ plan: TrainingPlan, _ compilation: inout Compilation
  ) -> (String, [KohyaEmission.SideFile])? {
    let target = target ?? KohyaTarget(rawValue: plan.run.sdScriptsVersion) ?? .current
    var problems: [EmissionProblem] = []
    let emission = KohyaEmission(
      plan,
      .init(
        target: target, scriptFolder: plan.run.sdScripts, sideFolder: output, alwaysUsesDatasetConfig: format == .toml),
      problems: &problems)
    var result: (String, [KohyaEmission.SideFile])?
    switch format {
    case .argv: result = (emission.invocation.json.serialized(pretty: true) + "\n", emission.sideFiles)
    case .command:
      do throws(QuotingProblem) {
        let command = try emission.invocation.commandText(shell, oneLine ? .oneLine : .continued)
        result = (command.hasSuffix("\n") ? command : command + "\n", emission.sideFiles)
      } catch { problems.append(.quoting(error)) }
    case .toml:
      do throws(TOMLProblem) {
        let config = KohyaEmission.SideFile(name: "config.toml", text: try emission.invocation.configFileText())
        result = (config.text, emission.sideFiles + [config])
      } catch { problems.append(.config(error)) }
    }
    for problem in problems { compilation.report(problem.field, problem.diagnostic) }
    return result
  }
}

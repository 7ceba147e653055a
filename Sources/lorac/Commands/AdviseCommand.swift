internal import ArgumentParser
internal import LoracAdvice
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracJSON
internal import enum LoracKohya.Shell
internal import LoracRunAdvice
internal import LoracRunHistory

/// `lorac advise`: what a run's evidence shows, and what to change.
struct AdviseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "advise",
    abstract: "Judge a run by its evidence, and propose one change of the recipe at a time.",
    discussion: """
      Looks at the loss over many steps (never at one), at the loss of held-out images, and at previews, and names the \
      numbers each finding rests on; docs/advice.md tells the criteria, and `lorac explain FINDING` each of them. What \
      cannot be judged is named, with what provides the evidence next time. Exit status: 0 judged, 1 there is no run or \
      the change cannot be made, 2 wrong command line.
      """)

  /// How findings are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// A page for people.
    case text
    /// JSON.
    case json
  }

  @Argument(
    help: ArgumentHelp(
      "The run's folder or its name, or a folder that holds runs: the newest training below 'runs' if left out.",
      valueName: "run"),
    completion: .directory)
  var folder: String?

  @Option(help: ArgumentHelp("How findings are written.", valueName: "format"))
  var format: Format = .text

  @Flag(help: "Put the first change that is proposed into the recipe file.")
  var write = false

  @OptionGroup var reports: ReportOptions

  func run() throws {
    let history = try history()
    let findings = RunAdvice.findings(for: history)
    let proposal = findings.lazy.compactMap(\.proposal).first
    var (change, problem): (RecipeChange?, RecipeChange.Problem?)
    if let proposal {
      do throws(RecipeChange.Problem) {
        change = try AdvisedRecipe(history).checked(RecipeChange(proposal, of: history))
      } catch {
        problem = error
      }
    }
    switch format {
    case .text:
      let palette = Terminal.palette(reports.color, isTerminal: Terminal.outputIsTerminal)
      Terminal.write(
        AdviceText(history, findings, change: change, palette: palette, width: Terminal.width).text)
    case .json:
      Terminal.write(
        AdviceDocument.value(history, findings, change: change, objection: problem?.explanation).serialized(
          pretty: true) + "\n")
    }
    guard write else { return offer(change, problem) }
    guard let proposal else { return Terminal.printError("there is no change to write") }
    if let problem { throw fail(.changeNotMade(problem, key: proposal.key, value: proposal.newValue)) }
    if let change { try put(change) }
  }

  private func history() throws -> RunHistory {
    let folder = try RunChoice.folder(self.folder, reports)
    if RunFolders.isRateSearch(folder) { throw fail(.searchNotJudged(folder)) }
    let history = try RunChoice.read(folder, reports)
    if let problem = history.planProblem { throw fail(.runNotReadable(folder, "plan.json \(problem)")) }
    return history
  }

  private func offer(_ change: RecipeChange?, _ problem: RecipeChange.Problem?) {
    guard format == .text else { return }
    if let problem { Terminal.printError("\n\(problem.explanation)") }
    guard let change, !change.diff.isEmpty else { return }
    let words = ["lorac", "advise"] + (folder.map { [$0] } ?? []) + ["--write"]
    let command = (try? Shell.bash.command([words], .oneLine)) ?? words.joined(separator: " ")
    Terminal.printError("\n`\(command)` puts this into \(change.path)")
  }

  private func put(_ change: RecipeChange) throws {
    guard !change.diff.isEmpty else { return Terminal.printError("\(change.path) says so already") }
    do throws(FileError) {
      try change.write()
    } catch {
      throw fail(
        .changeNotMade(
          .refused(path: error.path, reason: error.reason), key: change.proposal.key, value: change.proposal.newValue))
    }
    Terminal.printError("set \(change.proposal.key) to \(change.proposal.newValue) in \(change.path)")
  }

  private func fail(_ diagnostic: Diagnostic) -> ExitStatus {
    reports.report.writeError(DiagnosticList([diagnostic]))
    return .errors
  }
}

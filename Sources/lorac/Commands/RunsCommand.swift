internal import ArgumentParser
internal import LoracFiles
internal import LoracJSON
internal import LoracReport
internal import LoracRunHistory

/// `lorac runs`: lists runs.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List the runs below a folder, the newest first.",
    discussion: """
      What stands in the run folders is what is shown; there is no other list of them. Exit status: 0 listed, also if there \
      are none, 2 wrong command line.
      """)

  /// How runs are listed.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// A table for people.
    case text
    /// JSON.
    case json
  }

  @Argument(
    help: ArgumentHelp("The folder that holds the runs; 'runs' if left out.", valueName: "dir"), completion: .directory)
  var root = RunChoice.root

  @Option(help: ArgumentHelp("How runs are listed.", valueName: "format"))
  var format: Format = .text

  func run() throws {
    let folders = RunFolders.holdsRun(root) ? [root] : RunFolders.all(below: root)
    var runs: [RunSummary] = []
    for folder in folders {
      do throws(RunHistory.Problem) {
        let history = try RunHistory.read(folder, keeping: .lastStep)
        runs.append(RunSummary(history))
        if let line = history.damagedLogLine {
          Terminal.printError("lorac: line \(line) of '\(folder)/events.jsonl' cannot be read")
        }
      } catch {
        Terminal.printError("lorac: the run '\(folder)' cannot be read")
      }
    }
    switch format {
    case .text:
      if runs.isEmpty {
        return Terminal.printError("there are no runs below '\(root)'; `lorac run recipe.yaml` makes one")
      }
      Terminal.write(RunTable(runs).text(width: Terminal.width, namesLeftOut: Terminal.outputIsTerminal))
    case .json:
      let values = RunTable.sorted(runs).map(\.value)
      Terminal.write(JSONValue.array(values).serialized(pretty: true) + "\n")
    }
  }
}

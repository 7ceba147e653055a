internal import ArgumentParser
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracReport
internal import LoracRunHistory

/// Which run a command looks at.
enum RunChoice {
  /// Where runs are kept.
  static let root = "runs"

  /// The folder that `given` means: a run folder, a folder with runs below it, or a name below `runs`.
  ///
  /// The newest run where several are meant, and of all where nothing is given. Searches for the rate count where nothing
  /// else is there, or if they are wanted as well.
  ///
  /// - Throws: ``ExitStatus/errors`` after saying that there is none.
  static func folder(_ given: String?, withSearches: Bool = false, _ reports: ReportOptions) throws -> String {
    guard let given else {
      if let newest = RunFolders.newest(below: root, withSearches: withSearches) { return newest }
      throw fail(.noRuns(below: root), reports)
    }
    for path in [given, FilePaths.join(root, given)] {
      if let folder = RunFolders.newest(below: path, withSearches: withSearches) { return folder }
      if RunFolders.lacksPlan(path) { throw fail(.planMissing(at: path), reports) }
    }
    // Names are misspelt more often than their folders.
    let folders = RunFolders.all(below: root).flatMap { [$0, FilePaths.parent(of: $0)] }.filter { $0 != root }
    let names = Dictionary(folders.map { (FilePaths.name(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
    let nearest = Suggestion.nearest(to: FilePaths.name(of: given), among: names.keys.sorted()).flatMap { names[$0] }
    throw fail(.noRun(at: given, nearest: nearest), reports)
  }

  /// The run in `folder`, after saying why it cannot be read.
  static func read(
    _ folder: String, keeping detail: RunEvents.Detail = .all, _ reports: ReportOptions
  ) throws -> RunHistory {
    do throws(RunHistory.Problem) {
      let history = try RunHistory.read(folder, keeping: detail)
      if let line = history.damagedLogLine {
        say(.logDamaged(folder, line: line, isEndKnown: history.outcome != .unknown), reports)
      }
      return history
    } catch {
      throw fail(.run(error), reports)
    }
  }

  /// Says `diagnostic`; the status to end with.
  static func fail(_ diagnostic: Diagnostic, _ reports: ReportOptions) -> ExitStatus {
    say(diagnostic, reports)
    return .errors
  }

  /// Says `diagnostic`.
  static func say(_ diagnostic: Diagnostic, _ reports: ReportOptions) {
    reports.report.writeError(DiagnosticList([diagnostic]))
  }
}

extension Diagnostic {
  /// Why a run cannot be read.
  static func run(_ problem: RunHistory.Problem) -> Diagnostic {
    switch problem {
    case .noRun(let path): .noRun(at: path)
    case .file(let error): .runUnreadable(error)
    }
  }
}

/// A run to look at.
struct RunOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A run folder, a folder of runs or a run's name; the newest run below 'runs' if left out.", valueName: "run"),
    completion: .directory)
  var run: String?

  @OptionGroup var reports: ReportOptions
}

package import LoracDiagnostics
package import LoracFiles

extension Diagnostic {
  /// There is no run at `path`; `nearest` is a run of a similar name.
  package static func noRun(at path: String, nearest: String? = nil) -> Diagnostic {
    let help = nearest.map { "did you mean '\($0)'?" } ?? "`lorac runs` lists the runs below 'runs'"
    return Diagnostic(ReportDiagnostics.noRun, "there is no run in '\(path)'", notes: [.help(help)])
  }

  /// The folder at `path` has a run's log but no plan.
  package static func planMissing(at path: String) -> Diagnostic {
    Diagnostic(
      ReportDiagnostics.noRun, "'\(path)' has a run's log, but its 'plan.json' is missing",
      notes: [.help("copy plan.json back into it: a run cannot be shown without what was planned")])
  }

  /// The log of the run in `folder` cannot be read from or at `line` on, counted from 1.
  package static func logDamaged(_ folder: String, line: Int, isEndKnown: Bool) -> Diagnostic {
    let lost = isEndKnown ? "" : ", so that nobody knows how the run ended"
    var diagnostic = Diagnostic(
      ReportDiagnostics.unreadable, "line \(line) of '\(folder)/events.jsonl' cannot be read\(lost)",
      notes: [.help("what is shown leaves out what cannot be read; its LoRA files are not affected")])
    diagnostic.severity = .warning
    return diagnostic
  }

  /// There are no runs at all below `root`.
  package static func noRuns(below root: String) -> Diagnostic {
    Diagnostic(
      ReportDiagnostics.noRun, "there are no runs below '\(root)'",
      notes: [.help("`lorac run recipe.yaml` makes one; from another folder, name the run")])
  }

  /// A file of a run cannot be read.
  package static func runUnreadable(_ error: FileError) -> Diagnostic {
    Diagnostic(ReportDiagnostics.unreadable, "cannot read '\(error.path)': \(error.reason)")
  }

  /// The page of a run that is over cannot be written.
  package static func reportNotWritten(_ error: FileError) -> Diagnostic {
    Diagnostic(
      ReportDiagnostics.notWritten, "cannot write the report '\(error.path)': \(error.reason)",
      notes: [.help("`lorac report` writes it anew")])
  }

  /// The page that was asked for cannot be written.
  package static func wantedReportNotWritten(_ error: FileError) -> Diagnostic {
    var diagnostic = Diagnostic(
      ReportDiagnostics.notWritten, "cannot write the report '\(error.path)': \(error.reason)",
      notes: [.help("name another file")])
    diagnostic.severity = .error
    return diagnostic
  }

  /// The page cannot be served at `port`; 0 stands for any.
  package static func reportNotServed(port: Int, reason: String, isTaken: Bool) -> Diagnostic {
    let place = port == 0 ? "at any port" : "at port \(port)"
    return Diagnostic(
      ReportDiagnostics.notServed, "cannot serve the report \(place): \(reason)",
      notes: isTaken ? [.help("leave --port out to take a free one")] : [])
  }

  /// No program shows `page`, a file or an address.
  package static func reportNotOpened(_ page: String) -> Diagnostic {
    Diagnostic(ReportDiagnostics.notOpened, "found no program that shows '\(page)'", notes: [.help("open it yourself")])
  }
}

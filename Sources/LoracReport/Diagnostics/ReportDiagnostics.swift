package import LoracDiagnostics

/// The diagnostics of looking at runs: LR1030 to LR1039, in order.
package enum ReportDiagnostics {
  /// LR1030: There is no run where one was looked for.
  package static let noRun = DiagnosticCode(
    "LR1030", "no-run", .error,
    Explanation(
      meaning: "There is no run where one was looked for.",
      why: "A run is a folder that `lorac run` made; it holds a `plan.json`. Runs are looked for in `runs/`.",
      example: "lorac report runs/mokka   # the folder is called runs/moka",
      fix: "`lorac runs` lists the runs below `runs/`; name one of them, or a folder above it for its newest run."))

  /// LR1031: A run's files cannot be read.
  package static let unreadable = DiagnosticCode(
    "LR1031", "run-unreadable", .error,
    Explanation(
      meaning: "A run's files cannot be read.",
      why: "What happened in a run is known from its plan and its log alone.",
      example: "lorac report runs/moka   # a folder of another user's",
      fix: "Make the folder readable, or copy it."))

  /// LR1032: The page on a run cannot be written.
  package static let notWritten = DiagnosticCode(
    "LR1032", "report-not-written", .warning,
    Explanation(
      meaning: "The page on a run cannot be written.",
      why: "The run itself is not affected: its LoRA files and its log are whole.",
      example: "A disk that is full when a run ends.",
      fix: "Make room, then `lorac report` writes the page anew; `-o` writes it elsewhere."))

  /// LR1033: The page cannot be served.
  package static let notServed = DiagnosticCode(
    "LR1033", "report-not-served", .error,
    Explanation(
      meaning: "The page cannot be served.",
      why: "`lorac watch` listens at a port of this machine, which one program alone can have.",
      example: "lorac watch --port 8080   # while another server has that port",
      fix: "Leave `--port` out, which takes a free one, or choose another. Ports below 1024 need special rights."))

  /// LR1034: No program was found that shows the page.
  package static let notOpened = DiagnosticCode(
    "LR1034", "no-browser", .warning,
    Explanation(
      meaning: "No program was found that shows the page.",
      why: "`--open` asks the desktop for its browser; a machine without a desktop has none.",
      example: "lorac report --open   # over SSH",
      fix: "Open the file or the address that is printed yourself, or copy the file: it needs nothing beside it."))

  /// All codes of looking at runs.
  package static let codes = [noRun, unreadable, notWritten, notServed, notOpened]
}

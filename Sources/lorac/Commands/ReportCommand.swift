internal import ArgumentParser
internal import LoracFiles
internal import LoracReport

/// `lorac report`: writes the page on a run.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write what a run did as one HTML page.",
    discussion: """
      Outcome, curves, previews over time, plan, tags, recipe and environment, in one file that needs nothing beside it. \
      `lorac run` keeps it up to date by itself; this writes it anew, for old runs or under another name. Exit status: 0 \
      written, 1 no such run, or it cannot be written, 2 wrong command line.
      """)

  @OptionGroup var choice: RunOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The page; report.html in the run folder otherwise.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var output: String?

  @Flag(help: "Show the page in the desktop's browser.")
  var open = false

  func run() throws {
    try OutputFile.check(output, .page, option: "--output")
    let folder = try RunChoice.folder(choice.run, choice.reports)
    let history = try RunChoice.read(folder, choice.reports)
    let path = output ?? "\(folder)/report.html"
    do throws(FileError) {
      try FileSystem.write(Array(RunPage.report(history).page().utf8), to: path)
    } catch {
      throw RunChoice.fail(.wantedReportNotWritten(error), choice.reports)
    }
    Terminal.print(path)
    if open, !Browser.show(path) { RunChoice.say(.reportNotOpened(path), choice.reports) }
  }
}

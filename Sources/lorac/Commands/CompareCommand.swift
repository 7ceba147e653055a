internal import ArgumentParser
internal import LoracFiles
internal import LoracReport

/// `lorac compare`: two runs side by side.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Show two runs side by side: settings, losses, rates, files.",
    discussion: """
      Losses of runs with different pictures, bucket sizes or noise settings say little about each other. Exit status: 0 \
      shown, 1 no such run, 2 wrong command line.
      """)

  @Argument(
    help: ArgumentHelp("A run folder, a folder of runs for its newest, or a run's name.", valueName: "run"),
    completion: .directory)
  var first: String

  @Argument(help: ArgumentHelp("The run to compare it with.", valueName: "other run"), completion: .directory)
  var second: String

  @Option(
    help: ArgumentHelp("Write a page with both curves in one chart.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var html: String?

  @OptionGroup var reports: ReportOptions

  func run() throws {
    try OutputFile.check(html, .page, option: "--html")
    let histories = try [first, second].map { given in
      try RunChoice.read(try RunChoice.folder(given, reports), reports)
    }
    let comparison = RunComparison(histories[0], histories[1])
    guard let html else { return Terminal.write(comparison.text) }
    do throws(FileError) {
      try FileSystem.write(Array(comparison.page().utf8), to: html)
    } catch {
      throw RunChoice.fail(.wantedReportNotWritten(error), reports)
    }
    Terminal.print(html)
  }
}

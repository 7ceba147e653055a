internal import ArgumentParser
internal import LoracParallel
internal import LoracReport
internal import LoracReportServer

/// `lorac watch`: serves the page on a run to this machine's browsers, while the run goes on.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Show a run in a browser while it goes on.",
    discussion: """
      Serves the report on 127.0.0.1, where this machine alone reaches it; the page refreshes itself. From another machine: \
      `ssh -L 8080:127.0.0.1:PORT host`, then http://localhost:8080/. Ctrl-C ends it; the run is not affected. Exit status: \
      0 ended by a signal, 1 no such run, or no port to serve at, 2 wrong command line.
      """)

  @OptionGroup var choice: RunOptions

  @Option(help: ArgumentHelp("The port to serve at; a free one otherwise.", valueName: "number"))
  var port: Int = 0

  @Flag(help: "Show the page in the desktop's browser.")
  var open = false

  func validate() throws {
    guard (0...65535).contains(port) else {
      throw ValidationError("--port takes a number from 1 to 65535, not \(port).")
    }
  }

  func run() throws {
    let folder = try RunChoice.folder(choice.run, withSearches: true, choice.reports)
    let page = ServedPage(try RunChoice.read(folder, choice.reports))
    let server: ReportServer
    do throws(ReportServer.Failure) {
      server = try ReportServer(port: UInt16(port))
    } catch {
      throw RunChoice.fail(
        .reportNotServed(port: port, reason: error.reason, isTaken: error.isTaken), choice.reports)
    }
    StopSignals.begin(.serving)
    Terminal.printError("watching \(folder) at \(server.address), until Ctrl-C")
    if open, !Browser.show(server.address) { RunChoice.say(.reportNotOpened(server.address), choice.reports) }
    let keeper = page.keepUp()
    server.run(answer: page.answer, shouldStop: { StopSignals.haveCome })
    keeper.stop()
    if Terminal.errorIsTerminal { Terminal.writeError("\r\u{1B}[K") }
  }
}

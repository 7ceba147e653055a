import Glibc
import LoracFiles
import LoracJSON
import LoracReport
import LoracReportServer
import LoracRunHistory
import LoracRunTestSupport
import LoracTestSupport
import Synchronization
import Testing

/// A page that refreshes itself, in a real browser; skipped where there is none.
@Suite(.serialized, .enabled(if: ChromiumProcess.program != nil, "no Chromium on PATH"))
struct LivePageTests {
  /// What is served, and whether it goes on.
  private final class Pages: Sendable {
    let page = Mutex("")
    let version = Atomic<Int>(1)
    let isOver = Atomic<Bool>(false)

    func answer(_ path: String) -> Response {
      switch path {
      case "/": Response(Array(page.withLock(\.self).utf8), type: "text/html; charset=utf-8")
      case "/version":
        Response(Array("\(version.load(ordering: .relaxed))".utf8), type: "text/plain; charset=utf-8")
      default: .notFound
      }
    }
  }

  private static func steps(_ range: Range<Int>) -> [String] {
    range.map { step in
      #"{"event":"step","time":\#(step),"step":\#(step),"epoch":1,"loss":0.5,"average_loss":0.5,"lr":{"unet":1e-4},"seconds":1}"#
    }
  }

  private static func page(_ folder: String, version: Int) throws -> String {
    var report = RunReport(try RunHistory.read(folder), kohyaCommand: "accelerate launch", version: "0.1.0")
    report.place = .server(version: version)
    return report.page()
  }

  @Test func refreshesAndKeepsWhatTheReaderChose() throws {
    let run = try RunFixture(lines: Self.steps(1..<6))
    try writeFile(Array("name: moka\n".utf8), to: "\(run.folder)/recipe.yaml")
    let pages = Pages()
    let first = try Self.page(run.folder, version: 1)
    pages.page.withLock { $0 = first }
    let server = try ReportServer()
    let thread = ServerThread {
      server.run(answer: pages.answer, shouldStop: { pages.isOver.load(ordering: .relaxed) })
    }
    defer {
      pages.isOver.store(true, ordering: .relaxed)
      thread.join()
    }
    let page = try BrowserPage("http://127.0.0.1:\(server.port)/")
    try page.click("#chart-loss .choice label:last-of-type")
    try page.click("#kohya-command summary")
    try page.evaluate("window.scrollTo(0, 200); window.marker = document.querySelector('#recipe')")
    try run.write((Self.steps(1..<12)).map { $0 + "\n" }.joined())
    let second = try Self.page(run.folder, version: 2)
    pages.page.withLock { $0 = second }
    pages.version.store(2, ordering: .relaxed)
    try page.wait(for: "document.querySelector('.tile b').textContent.startsWith('11')")
    #expect(try page.evaluate("document.querySelector('#chart-loss').dataset.scale") == "logarithmic")
    #expect(try page.evaluate("document.querySelector('#chart-loss .frame.logarithmic').offsetHeight > 0") == true)
    #expect(try page.evaluate("document.querySelector('#kohya-command').open") == true)
    #expect(try page.evaluate("window.scrollY") == 200)
    // What did not change was not touched.
    #expect(try page.evaluate("window.marker === document.querySelector('#recipe')") == true)
    try page.hover("#chart-loss .frame.logarithmic", across: 0.999)
    #expect(try page.text("#chart-loss .readout").contains("step 11"))
    #expect(page.complaints.isEmpty, "\(page.complaints)")
  }

  /// The line by which a process begins to log.
  private static func beginning(_ moment: Int) -> String {
    #"{"event":"environment","time":0,"began":\#(moment)}"#
  }

  /// A file that nobody wrote again after its run was killed; a run that went on after a long pause has news.
  @Test(arguments: [true, false]) func saysHowOldItsNewsAre(isOld: Bool) throws {
    let resumed = isOld ? [] : [Self.beginning(time(nil))] + Self.steps(3..<4)
    let run = try RunFixture(lines: [Self.beginning(1000)] + Self.steps(1..<3) + resumed)
    let lock = try #require(try FolderLock(run.folder))
    let report = withExtendedLifetime(lock) {
      Result { RunReport(try RunHistory.read(run.folder), version: "0.1.0").page() }
    }
    try writeFile(Array(try report.get().utf8), to: "\(run.folder)/report.html")
    let page = try BrowserPage("file://\(run.folder)/report.html")
    let note = "document.getElementById('connection').textContent"
    try page.wait(
      for: isOld ? "\(note).startsWith('no news for ')" : "document.querySelector('.badge.running') && !\(note)")
  }

  @Test func saysThatNobodyAnswers() throws {
    let run = try RunFixture(lines: Self.steps(1..<3))
    let pages = Pages()
    let first = try Self.page(run.folder, version: 1)
    pages.page.withLock { $0 = first }
    var server: ReportServer? = try ReportServer()
    let port = server?.port ?? 0
    let thread = ServerThread { [server] in
      server?.run(answer: pages.answer, shouldStop: { pages.isOver.load(ordering: .relaxed) })
    }
    let page = try BrowserPage("http://127.0.0.1:\(port)/")
    pages.isOver.store(true, ordering: .relaxed)
    thread.join()
    server = nil
    try page.wait(for: "document.getElementById('connection').textContent !== ''")
  }
}

/// A thread that is waited for.
private final class ServerThread {
  private final class Work {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
  }

  private var handle = pthread_t()

  init(_ run: @escaping () -> Void) {
    pthread_create(
      &handle, nil,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, Unmanaged.passRetained(Work(run)).toOpaque())
  }

  func join() { pthread_join(handle, nil) }
}

internal import LoracFiles
internal import LoracParallel
internal import LoracReport
internal import LoracReportServer
internal import LoracRunHistory
internal import Synchronization

/// The page that `lorac watch` serves, rebuilt while somebody reads it.
final class ServedPage: Sendable {
  /// What one thread alone touches.
  private struct Source {
    var history: RunHistory
    var pictures = ReportPictures()
  }

  /// What both threads see.
  private struct Current {
    var page: [UInt8]
    var version: Int
    var asked: ContinuousClock.Instant
  }

  /// A page that nobody asked for in this time is not rebuilt.
  private static let interest: Duration = .seconds(10)
  private static let shortestPause: Duration = .seconds(1)

  private let source: Mutex<Source>
  private let current: Mutex<Current>

  /// The page of `history`.
  init(_ history: RunHistory) {
    var source = Source(history: history)
    current = Mutex(Current(page: Self.page(&source, version: 1), version: 1, asked: .now))
    self.source = Mutex(source)
  }

  /// Rebuilds the page when the run has gone on; stop the thread in the end.
  ///
  /// It gives way to training and pauses twenty times as long as it worked.
  func keepUp() -> RepeatingThread {
    RepeatingThread(niceness: 15) { [self] in
      let start = ContinuousClock.now
      if current.withLock({ start - $0.asked < Self.interest }) { rebuild() }
      return max(Self.shortestPause, (ContinuousClock.now - start) * 20)
    }
  }

  private func rebuild() {
    let next = current.withLock(\.version) + 1
    let page = source.withLock { source -> [UInt8]? in
      // A folder that cannot be read for a moment is read the next time.
      guard (try? source.history.refresh()) == true else { return nil }
      return Self.page(&source, version: next)
    }
    guard let page else { return }
    current.withLock { ($0.page, $0.version) = (page, next) }
  }

  private static func page(_ source: inout Source, version: Int) -> [UInt8] {
    var report = RunPage.report(source.history)
    report.place = .server(version: version)
    return Array(report.page(pictures: source.pictures).utf8)
  }

  /// What is served under `path`: the page, its version, and the run's log.
  func answer(_ path: String) -> Response {
    current.withLock { $0.asked = .now }
    switch path {
    case "/", "/report.html":
      return Response(current.withLock(\.page), type: "text/html; charset=utf-8")
    case "/version":
      return Response(Array("\(current.withLock(\.version))".utf8), type: "text/plain; charset=utf-8")
    case "/events.jsonl":
      let folder = source.withLock(\.history.folder)
      let log = (try? FileSystem.read("\(folder)/events.jsonl", limit: 1 << 30)) ?? []
      return Response(log, type: "application/jsonl; charset=utf-8")
    default: return .notFound
    }
  }
}

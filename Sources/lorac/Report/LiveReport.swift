internal import LoracFiles
internal import LoracParallel
internal import LoracReport
internal import LoracRunHistory
internal import Synchronization

/// `report.html` in a run folder, rebuilt beside a run from what stands in its log.
///
/// The thread that writes it gives way to those that train, and pauses fifty times as long as it worked, so that it takes
/// no more than two hundredths of one core, however large the run becomes.
final class LiveReport: Sendable {
  private struct State {
    var history: RunHistory?
    var pictures = ReportPictures()
  }

  private static let shortestPause: Duration = .seconds(5)

  private let folder: String
  private let state = Mutex(State())

  /// Where the page stands.
  var path: String { "\(folder)/report.html" }

  /// The page of the run in `folder`.
  init(folder: String) { self.folder = folder }

  /// Rebuilds the page now and then; stop the thread before the folder is let go.
  func begin() -> RepeatingThread {
    RepeatingThread(niceness: 15) { [self] in
      let start = ContinuousClock.now
      // What keeps it from being written now is said in the end, if it still does.
      try? update()
      return max(Self.shortestPause, (ContinuousClock.now - start) * 50)
    }
  }

  /// Writes the page as the run is now; nothing if it is as it was.
  func update() throws(FileError) {
    guard let page = state.withLock({ Self.page(&$0, folder) }) else { return }
    // Not asked to be on the disk at once, as training files are: it can be made anew.
    try FileSystem.write([Array(page.utf8)], to: path, durably: false)
  }

  private static func page(_ state: inout State, _ folder: String) -> String? {
    var history: RunHistory
    do throws(RunHistory.Problem) {
      if let known = state.history {
        history = known
        guard try history.refresh() else { return nil }
      } else {
        history = try RunHistory.read(folder)
      }
    } catch {
      return nil
    }
    state.history = history
    return RunPage.report(history).page(pictures: state.pictures)
  }
}

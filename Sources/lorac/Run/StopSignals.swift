internal import Glibc
internal import Synchronization

/// How many signals asked to stop; a signal handler can use nothing but globals.
private let received = Atomic<Int>(0)
/// Whether the end of the terminal was ignored before, as under nohup.
private let ignoresHangup = Atomic<Bool>(false)
/// The number of what is going on.
private let purpose = Atomic<Int>(0)

/// Ctrl-C and its like during work that takes long: the first asks to stop soon, the second ends at once.
///
/// States and LoRA files are written under another name and renamed, so that ending at once loses only what is not saved.
enum StopSignals {
  private static let numbers = [SIGINT, SIGTERM, SIGHUP]

  /// What is going on.
  enum Purpose: Int {
    /// A training, which has a state to save.
    case training
    /// The making of pictures, one after the other.
    case preparation
    /// A search for the learning rate, which saves nothing.
    case search
    /// The serving of a page, which ends without a word.
    case serving
  }

  /// Whether a signal came.
  static var haveCome: Bool { received.load(ordering: .relaxed) > 0 }

  /// Begins to receive signals.
  static func begin(_ current: Purpose = .training) {
    purpose.store(current.rawValue, ordering: .relaxed)
    // Initialized here, since a handler may not wait for another thread to do it.
    received.store(0, ordering: .relaxed)
    unblock()
    for number in numbers {
      let former = signal(number) { _ in StopSignals.handle() }
      guard number == SIGHUP else { continue }
      // nohup ignores the end of the terminal, and means it.
      ignoresHangup.store(isIgnored(former), ordering: .relaxed)
      if isIgnored(former) { signal(number, SIG_IGN) }
    }
  }

  /// A parent's thread may have blocked them when it started this process, and that is inherited.
  private static func unblock() {
    var set = sigset_t()
    sigemptyset(&set)
    for number in numbers { sigaddset(&set, number) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  private static func isIgnored(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Gives the signals the effect again that they had before.
  static func end() {
    let keepsIgnoring = ignoresHangup.load(ordering: .relaxed)
    for number in numbers where !(number == SIGHUP && keepsIgnoring) { signal(number, SIG_DFL) }
  }

  /// Uses only what POSIX allows in a signal handler.
  private static func handle() {
    let count = received.add(1, ordering: .relaxed).newValue
    let first: StaticString =
      switch Purpose(rawValue: purpose.load(ordering: .relaxed)) {
      case .preparation: "\nstopping after the pictures at hand; Ctrl-C again stops at once\n"
      case .search: "\nstopping after this step; Ctrl-C again stops at once\n"
      case .serving: ""
      case .training, nil: "\nstopping after this step, then saving the state; Ctrl-C again stops at once\n"
      }
    let text: StaticString = count == 1 ? first : "\nstopped at once\n"
    _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
    if count > 1 { _exit(ExitStatus.failedRun.rawValue) }
  }
}

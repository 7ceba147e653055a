import Glibc
import LoracTestSupport

/// A headless Chromium that takes commands through a pipe, so that no port and no driver is needed.
final class ChromiumProcess {
  /// What went wrong between the test and the browser.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The browser on this machine: what `LORAC_CHROMIUM` names, or the first found on `PATH`; nil if there is none.
  static let program: String? = {
    if let given = environmentVariable("LORAC_CHROMIUM") { return given }
    let folders = (environmentVariable("PATH") ?? "").split(separator: ":")
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
    return names.lazy.flatMap { name in folders.map { "\($0)/\(name)" } }.first { access($0, X_OK) == 0 }
  }()

  private let process: pid_t
  private let commands: Int32
  private let answers: Int32
  private var received: [UInt8] = []

  /// Starts the browser with its files in `folder`.
  init(folder: String) throws {
    guard let program = Self.program else { throw Failure(description: "no Chromium") }
    let (childReads, parentWrites) = try Self.pipe()
    let (parentReads, childWrites) = try Self.pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Chromium expects its commands at 3 and answers at 4.
    posix_spawn_file_actions_adddup2(&actions, childReads, 3)
    posix_spawn_file_actions_adddup2(&actions, childWrites, 4)
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    // Its sandbox is for pages of strangers, and needs rights that a container may lack.
    let words = [
      program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
      "--remote-debugging-pipe", "--user-data-dir=\(folder)", "about:blank",
    ]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for pointer in arguments { free(pointer) } }
    var process = pid_t()
    let failure = posix_spawn(&process, program, &actions, nil, &arguments, environ)
    close(childReads)
    close(childWrites)
    (self.process, commands, answers) = (process, parentWrites, parentReads)
    guard failure == 0 else { throw Failure(description: "cannot start \(program): error \(failure)") }
  }

  deinit {
    close(commands)
    close(answers)
    guard process > 0 else { return }
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// Two ends of a pipe, numbered so high that they are in nobody's way, and closed in other children.
  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw Failure(description: "no pipe: error \(errno)") }
    let high = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 100) }
    for end in ends { close(end) }
    return (high[0], high[1])
  }

  /// Sends a message.
  func send(_ message: String) throws {
    var bytes = Array(message.utf8)[...] + [0]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(commands, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { throw Failure(description: "the browser is gone") }
      bytes = bytes.dropFirst(max(0, count))
    }
  }

  /// The next message; nil if none came within `seconds`.
  func receive(within seconds: Int) throws -> [UInt8]? {
    let end = ContinuousClock.now + .seconds(seconds)
    while true {
      if let zero = received.firstIndex(of: 0) {
        let message = Array(received[..<zero])
        received.removeSubrange(...zero)
        return message
      }
      let left = max(0, Int((end - ContinuousClock.now).components.seconds * 1000 + 1))
      var request = pollfd(fd: answers, events: Int16(POLLIN), revents: 0)
      let ready = poll(&request, 1, Int32(left))
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { return nil }
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(answers, &chunk, chunk.count)
      guard count > 0 else { throw Failure(description: "the browser ended") }
      received += chunk[..<count]
    }
  }
}

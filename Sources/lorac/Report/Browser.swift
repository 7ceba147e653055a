internal import Glibc
internal import LoracFiles

/// The desktop's browser.
enum Browser {
  /// Programs that show a page as the desktop wants it: of Linux, of Windows' Linux, of macOS.
  private static let programs = ["xdg-open", "wslview", "open"]

  /// Shows `page`, a file or an address; false if there is nothing to show it with.
  static func show(_ page: String) -> Bool {
    let hasDesktop = ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "BROWSER"].contains {
      !(Environment[$0] ?? "").isEmpty
    }
    guard hasDesktop else { return false }
    let folders = (Environment["PATH"] ?? "").split(separator: ":").map(String.init)
    for name in programs {
      for folder in folders where access("\(folder)/\(name)", X_OK) == 0 {
        return start(["\(folder)/\(name)", page])
      }
    }
    return false
  }

  /// Starts `words` as a program of its own, which neither reads nor writes here.
  private static func start(_ words: [String]) -> Bool {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Ctrl-C here is not meant for the browser.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    defer { arguments.forEach { free($0) } }
    arguments.append(nil)
    var process: pid_t = 0
    return posix_spawn(&process, words[0], &actions, &attributes, arguments, environ) == 0
  }
}

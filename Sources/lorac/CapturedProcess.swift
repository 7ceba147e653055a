internal import Glibc
internal import LoracFiles

/// A short program whose whole output is wanted.
enum CapturedProcess {
  /// How a program ended, and what it wrote.
  struct Result {
    /// The exit status; 128 and the number for a signal.
    var status: Int32
    /// Standard output.
    var output: [UInt8]
    /// Standard error.
    var error: [UInt8]
  }

  /// Runs `words`, the first found on `PATH`; nil if it cannot be started.
  ///
  /// Input and output go through unlinked temporary files, so that no pipe can fill up.
  static func run(_ words: [String], input: [UInt8] = []) -> Result? {
    guard let output = temporaryFile(), let error = temporaryFile(), let source = temporaryFile() else { return nil }
    defer {
      close(output)
      close(error)
      close(source)
    }
    guard write(source, input, input.count) == input.count, lseek(source, 0, SEEK_SET) == 0 else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, source, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, error, STDERR_FILENO)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    defer { arguments.forEach { free($0) } }
    arguments.append(nil)
    var process: pid_t = 0
    guard posix_spawnp(&process, words[0], &actions, nil, arguments, environ) == 0 else { return nil }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let exit = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    return Result(status: exit, output: contents(output), error: contents(error))
  }

  private static func temporaryFile() -> Int32? {
    var template = Array("/tmp/lorac-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return nil }
    unlink(template)
    return descriptor
  }

  private static func contents(_ descriptor: Int32) -> [UInt8] {
    lseek(descriptor, 0, SEEK_SET)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }
}

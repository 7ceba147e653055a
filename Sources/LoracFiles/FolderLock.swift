internal import Glibc

/// A folder that one process has for itself; the system gives it back when the process ends, however it ends.
package final class FolderLock {
  // A class because it owns an open file.
  private let descriptor: Int32

  /// Takes the folder at `path`; nil if another process has it.
  ///
  /// The lock is advisory and stands on the folder itself (flock(2)), so that it leaves no file behind. Where the file
  /// system has no locks, it is taken to be free.
  package init?(_ path: String) throws(FileError) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path) }
    // Whoever only looks (`isTaken`) is gone in a moment.
    for attempt in 0..<5 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return }
      if attempt < 4 { usleep(5000) }
    }
    return nil
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Whether a process has the folder at `path` now; false where it cannot be looked at.
  package static func isTaken(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // Shared, so that several may look at once.
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }
}

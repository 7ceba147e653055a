internal import Glibc

/// What the file system says of a file that changes whenever its content does.
package struct FileIdentity: Hashable, Sendable, Codable {
  /// The inode's number.
  package var inode: UInt64
  /// Bytes.
  package var size: Int
  /// Last change of the content in nanoseconds since 1970; programs can set it.
  package var modified: Int
  /// Last change of content, name or rights in nanoseconds since 1970; programs cannot set it.
  package var changed: Int

  /// The identity of the regular file at `path`; nil if there is none.
  package init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    modified = Self.nanoseconds(status.st_mtim)
    // A new link to a file, as a prepared copy may be, changes the time of its inode; content does so as well.
    changed = Self.nanoseconds(status.st_ctim)
  }

  /// Waits until a change of the file would show in its times: one within the same tick of their clock does not.
  ///
  /// A tick is a few milliseconds on most file systems, and up to two seconds on those that count whole seconds.
  func rest() {
    let tick = changed % 1_000_000_000 == 0 ? 2_000_000_000 : 20_000_000
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let rest = changed + tick - Self.nanoseconds(time)
    // A clock that is ahead, as a server's may be, is not waited for.
    if rest > 0, rest <= tick { usleep(UInt32(rest / 1000) + 1) }
  }

  private static func nanoseconds(_ time: timespec) -> Int {
    Int(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ Int(time.tv_nsec)
  }
}

internal import Glibc

extension FileSystem {
  /// When the file at `path` was last written, in nanoseconds since 1970; nil if it cannot be looked at.
  package static func modificationTime(of path: String) -> Int64? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
  }
}

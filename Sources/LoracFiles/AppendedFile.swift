internal import Glibc

/// An open file that grows at its end, in parts that are there as a whole or not at all.
package final class AppendedFile {
  // A class because it owns an open file.
  /// The path as it was given.
  package let path: String
  private let descriptor: Int32
  private var length: Int

  /// Opens the file at `path`, making it where it is missing, and keeps its first `kept` bytes; nil keeps all.
  package init(_ path: String, keeping kept: Int? = nil) throws(FileError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(path: path) }
    var status = stat()
    length = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    if let kept { try truncate(to: kept) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Appends `bytes`; what was written of them before the system refused more is taken back.
  package func append(_ bytes: [UInt8]) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR {
        let error = FileError(path: path)
        _ = ftruncate(descriptor, off_t(length))
        throw error
      }
      rest = rest.dropFirst(max(count, 0))
    }
    length += bytes.count
  }

  /// Drops what stands behind the first `count` bytes.
  package func truncate(to count: Int) throws(FileError) {
    guard count < length else { return }
    guard ftruncate(descriptor, off_t(count)) == 0 else { throw FileError(path: path) }
    length = count
  }
}

internal import Glibc
internal import LoracFiles

/// A file that output is appended to; the first error is kept and ends the writing.
struct LogFile: ~Copyable {
  /// Why the log is not complete; nil if it is.
  private(set) var error: FileError?
  private let path: String
  private var descriptor: Int32

  /// Makes the file, or empties it.
  init(path: String) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if descriptor < 0 { error = FileError(path: path) }
  }

  deinit { if descriptor >= 0 { _ = Glibc.close(descriptor) } }

  /// Writes all of `bytes`.
  mutating func append(_ bytes: [UInt8]) {
    var written = 0
    while written < bytes.count, error == nil {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      if count < 0 { error = FileError(path: path) } else { written += count }
    }
  }

  /// Ends the file.
  mutating func close() {
    if descriptor >= 0, Glibc.close(descriptor) != 0, error == nil { error = FileError(path: path) }
    descriptor = -1
  }
}

internal import Glibc

/// A file operation that the system refused.
package struct FileError: Error, Sendable, Hashable {
  /// The path as it was given.
  package var path: String
  /// The system's error number.
  package var number: Int32

  /// The refusal `number` (by default the current `errno`) for `path`.
  package init(path: String, number: Int32 = errno) {
    self.path = path
    self.number = number
  }

  /// The number for devices and sockets where a file is wanted.
  package static let notAFile = ENOTSUP

  /// The system's words for the error, as in "No such file or directory".
  package var reason: String {
    number == Self.notAFile ? "It is a device or a socket, not a file" : String(cString: strerror(number))
  }
  /// Whether something else than a folder stands where one is needed.
  package var isFileInTheWay: Bool { number == EEXIST || number == ENOTDIR }
  /// Whether the path does not exist.
  package var isMissing: Bool { number == ENOENT || number == ENOTDIR }
}

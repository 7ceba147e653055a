internal import Glibc
internal import LoracFiles

/// Questions about files that finding an installation asks.
enum FileFacts {
  /// Whether there is a file, or a link to one.
  static func isFile(_ path: String) -> Bool { FileSystem.kind(of: path) == .file }
  /// Whether there is a folder, or a link to one.
  static func isFolder(_ path: String) -> Bool { FileSystem.kind(of: path) == .folder }
  /// Whether there is a file that may be run.
  static func isProgram(_ path: String) -> Bool { isFile(path) && access(path, X_OK) == 0 }

  /// The path from the root, with links resolved; nil if there is nothing.
  static func absolutePath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The text of a file of up to a megabyte; nil if it cannot be read.
  static func text(_ path: String) -> String? {
    (try? FileSystem.read(path, limit: 1 << 20)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The first line of a small text file without white space at its ends; nil if there is none.
  static func firstLine(_ path: String) -> String? {
    text(path)?.split(separator: "\n").first.map { String($0.trimmingSpaces) }
  }

  /// The names in a folder, sorted; empty if it cannot be read.
  static func names(inFolder path: String) -> [String] { (try? FileSystem.names(in: path)) ?? [] }
}

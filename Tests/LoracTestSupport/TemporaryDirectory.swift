internal import Glibc

/// A folder of its own that is deleted, with everything in it, when the value goes away.
package struct TemporaryDirectory: ~Copyable {
  /// The folder's absolute path.
  package let path: String

  /// Makes an empty folder below `folder`, otherwise below `TMPDIR` or `/tmp`.
  package init(below folder: String? = nil) throws {
    let parent = folder ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/lorac-test-XXXXXX".utf8CString)
    let made: String? = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw FileError(path: parent, errorNumber: errno) }
    path = made
  }

  deinit { removeTree(path) }

  /// Writes `bytes` to a file below the folder, making the folders above it, and returns its absolute path.
  @discardableResult
  package func write(_ bytes: [UInt8], to relativePath: String) throws -> String {
    let file = "\(path)/\(relativePath)"
    try writeFile(bytes, to: file)
    return file
  }

  /// Writes `text` to a file below the folder, making the folders above it, and returns its absolute path.
  @discardableResult
  package func write(_ text: String, to relativePath: String) throws -> String {
    try write(Array(text.utf8), to: relativePath)
  }

  /// Makes a folder below the folder, with those above it, and returns its absolute path.
  @discardableResult
  package func makeFolder(_ relativePath: String) throws -> String {
    let folder = "\(path)/\(relativePath)"
    try makeFolders(folder)
    return folder
  }
}

internal import Glibc

extension FileSystem {
  /// Removes the file at `path`, or the folder with all that is in it; links are removed, not followed.
  ///
  /// What is not there is not an error.
  package static func remove(_ path: String) throws(FileError) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw FileError(path: path)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      guard unlink(path) == 0 || errno == ENOENT else { throw FileError(path: path) }
      return
    }
    for name in try names(in: path) { try remove("\(path)/\(name)") }
    guard rmdir(path) == 0 || errno == ENOENT else { throw FileError(path: path) }
  }
}

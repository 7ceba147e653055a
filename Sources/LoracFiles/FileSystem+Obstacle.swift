internal import Glibc

extension FileSystem {
  /// Why a file at `path`, whose folders need not be there, could not be written; nil if it could.
  ///
  /// Found out by writing an empty file into the nearest folder that is there, and removing it: rights alone do not tell
  /// whether a file system takes anything.
  package static func obstacle(to path: String) -> FileError? {
    if kind(of: path) == .folder { return FileError(path: path, number: EISDIR) }
    var folder = FilePaths.parent(of: path)
    while kind(of: folder) == nil {
      let above = FilePaths.parent(of: folder)
      guard above != folder else { break }
      folder = above
    }
    guard kind(of: folder) == .folder else { return FileError(path: folder, number: ENOTDIR) }
    let probe = "\(folder)/.lorac-\(getpid())"
    do throws(FileError) {
      try write([], to: probe)
      try remove(probe)
    } catch {
      return FileError(path: folder, number: error.number)
    }
    return nil
  }
}

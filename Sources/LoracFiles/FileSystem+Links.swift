internal import Glibc

extension FileSystem {
  /// Gives the file `existing` a second name, in place of what `path` names; a copy where the file system has no links.
  ///
  /// No reader finds nothing at `path` meanwhile.
  package static func link(_ existing: String, to path: String) throws(FileError) {
    let temporary = "\(path).\(getpid()).tmp"
    unlink(temporary)
    guard Glibc.link(existing, temporary) == 0 else {
      guard [EXDEV, EPERM, EMLINK, ENOTSUP].contains(errno) else { throw FileError(path: existing) }
      return try write(try read(existing), to: path)
    }
    try move(temporary, to: path)
    // rename(2) does nothing where both are names of one file already, and leaves the first.
    unlink(temporary)
  }

  /// Makes `path` a symbolic link to `target`, in place of what it names.
  package static func linkSymbolically(_ target: String, to path: String) throws(FileError) {
    let temporary = "\(path).\(getpid()).tmp"
    unlink(temporary)
    guard symlink(target, temporary) == 0 else { throw FileError(path: path) }
    try move(temporary, to: path)
  }

  private static func move(_ temporary: String, to path: String) throws(FileError) {
    guard rename(temporary, path) == 0 else {
      let number = errno
      unlink(temporary)
      throw FileError(path: path, number: number)
    }
  }

  /// Whether both paths name the same file.
  package static func areSame(_ first: String, _ second: String) -> Bool {
    var (one, other) = (stat(), stat())
    guard stat(first, &one) == 0, stat(second, &other) == 0 else { return false }
    return one.st_ino == other.st_ino && one.st_dev == other.st_dev
  }

  /// The file that `path` names in the end, to be written in its place so that links stay links; `path` where it is none.
  package static func followingLinks(_ path: String) -> String {
    var path = path
    for _ in 0..<16 {
      guard let target = linkTarget(path) else { break }
      path = FilePaths.join(FilePaths.parent(of: path), target)
    }
    return path
  }

  /// Where the symbolic link at `path` points to; nil if it is none.
  package static func linkTarget(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink(path, &buffer, buffer.count)
    guard count >= 0, count < buffer.count else { return nil }
    return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

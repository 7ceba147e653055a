internal import Glibc

/// Whole files read and written with plain system calls.
package enum FileSystem {
  /// What a path names.
  package enum Kind: Sendable, Hashable {
    /// A regular file.
    case file
    /// A folder.
    case folder
    /// A device, pipe or socket.
    case other
  }

  /// What `path` names, following links; nil if nothing is there or it cannot be looked at.
  package static func kind(of path: String) -> Kind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// The bytes of the file at `path`; files over `limit` bytes are refused with `EFBIG`, folders with `EISDIR`.
  ///
  /// A pipe is read until its writers close it, as `lorac check <(…)` needs; one that nobody writes is empty. Devices
  /// and sockets, which may never end, are refused with ``FileError/notAFile``.
  package static func read(_ path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
    // Without waiting, since opening a pipe that nobody writes would wait for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw FileError(path: path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(path: path) }
    switch status.st_mode & S_IFMT {
    case S_IFREG, S_IFIFO: break
    case S_IFDIR: throw FileError(path: path, number: EISDIR)
    default: throw FileError(path: path, number: FileError.notAFile)
    }
    return try readToEnd(descriptor, path: path, expecting: Int(status.st_size), limit: limit)
  }

  private static func readToEnd(
    _ descriptor: Int32, path: String, expecting size: Int, limit: Int
  ) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    // One byte more than expected, so that the end shows in the same call.
    var chunk = [UInt8](repeating: 0, count: min(max(size + 1, 4096), 1 << 20))
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR || errno == EAGAIN && waitForData(descriptor) { continue }
      guard count >= 0 else { throw FileError(path: path) }
      if count == 0 { return bytes }
      guard bytes.count + count <= limit else { throw FileError(path: path, number: EFBIG) }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Waits until a pipe has data or no writer any more; false if it cannot.
  private static func waitForData(_ descriptor: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, -1) >= 0 || errno == EINTR
  }

  /// Writes `bytes` to a temporary file beside `path`, then renames it, so that no reader sees half a file.
  ///
  /// Devices and pipes, such as `/dev/stdout`, are written to as they are: renamed, a file would take their place.
  package static func write(_ bytes: [UInt8], to path: String) throws(FileError) { try write([bytes], to: path) }

  /// Writes `pieces`, one behind the other, as ``write(_:to:)-([UInt8],_)`` does, without joining them in memory.
  ///
  /// Not `durably`, the disk may take its time: after a crash of the system the file may be lost.
  package static func write(_ pieces: [[UInt8]], to path: String, durably: Bool = true) throws(FileError) {
    let isFile = !isSpecial(path)
    let temporary = isFile ? "\(path).\(getpid()).tmp" : path
    let descriptor = open(temporary, O_WRONLY | O_CLOEXEC | (isFile ? O_CREAT | O_TRUNC : 0), 0o666)
    guard descriptor >= 0 else { throw FileError(path: path) }
    var failure: Int32 = 0
    for piece in pieces where failure == 0 { failure = write(all: piece, to: descriptor) }
    if failure == 0, durably, fsync(descriptor) != 0, errno != EINVAL { failure = errno }
    if close(descriptor) != 0, failure == 0 { failure = errno }
    if failure == 0, isFile, rename(temporary, path) != 0 { failure = errno }
    guard failure == 0 else {
      if isFile { unlink(temporary) }
      throw FileError(path: path, number: failure)
    }
  }

  /// Whether `path` names a device or pipe, or may do so in the next moment, as `/dev/stdout` of a redirected program.
  private static func isSpecial(_ path: String) -> Bool {
    kind(of: path) == .other
      || (path.hasPrefix("/dev/") || path.hasPrefix("/proc/")) && kind(of: path) == .file
        && !path.hasPrefix("/dev/shm/")
  }

  /// Writes all bytes; the error number, or 0.
  private static func write(all bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { return errno }
      written += max(count, 0)
    }
    return 0
  }

  /// Creates the folder at `path` with all its parents; one that exists is not an error.
  package static func createFolders(_ path: String) throws(FileError) {
    guard !path.isEmpty, kind(of: path) != .folder else { return }
    let parent = FilePaths.parent(of: path)
    if parent != path, parent != "." { try createFolders(parent) }
    guard mkdir(path, 0o777) == 0 || errno == EEXIST && kind(of: path) == .folder else { throw FileError(path: path) }
  }

  /// The names in a folder, without `.` and `..`, sorted by their bytes.
  package static func names(in path: String) throws(FileError) -> [String] {
    guard let stream = opendir(path) else { throw FileError(path: path) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The folder that relative paths start from.
  package static var workingFolder: String {
    guard let buffer = getcwd(nil, 0) else { return "." }
    defer { free(buffer) }
    return String(cString: buffer)
  }
}

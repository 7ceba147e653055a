internal import Glibc

/// A file operation of a test that failed.
package struct FileError: Error, CustomStringConvertible {
  /// The file or folder.
  package let path: String
  /// The value of `errno`.
  package let errorNumber: Int32

  /// The system refused something with `path`.
  package init(path: String, errorNumber: Int32) {
    self.path = path
    self.errorNumber = errorNumber
  }

  /// The path and the system's message.
  package var description: String { "\(path): \(String(cString: strerror(errorNumber)))" }
}

/// The bytes of a file.
package func readFile(_ path: String) throws -> [UInt8] {
  guard let file = fopen(path, "rb") else { throw FileError(path: path, errorNumber: errno) }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  while true {
    let part = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = fread(buffer.baseAddress, 1, buffer.count, file)
    }
    guard !part.isEmpty else { break }
    bytes += part
  }
  guard ferror(file) == 0 else { throw FileError(path: path, errorNumber: errno) }
  return bytes
}

/// Writes `bytes` to a file, making the folders above it.
package func writeFile(_ bytes: [UInt8], to path: String) throws {
  if let slash = path.lastIndex(of: "/") { try makeFolders(String(path[..<slash])) }
  guard let file = fopen(path, "wb") else { throw FileError(path: path, errorNumber: errno) }
  let written = fwrite(bytes, 1, bytes.count, file)
  guard fclose(file) == 0, written == bytes.count else { throw FileError(path: path, errorNumber: errno) }
}

/// Makes a folder and those above it; none of them need be missing.
package func makeFolders(_ path: String) throws {
  var part = path.hasPrefix("/") ? "/" : ""
  for name in path.split(separator: "/") {
    part += part.isEmpty || part == "/" ? name : "/\(name)"
    if mkdir(part, 0o777) != 0, errno != EEXIST { throw FileError(path: part, errorNumber: errno) }
  }
}

/// The names in a folder, sorted by bytes, without `.` and `..`.
package func namesInFolder(_ path: String) throws -> [String] {
  guard let folder = opendir(path) else { throw FileError(path: path, errorNumber: errno) }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: entry.pointee.d_name) {
      String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// Deletes a file, link or folder with everything in it; what cannot be deleted stays.
package func removeTree(_ path: String) {
  var status = stat()
  guard lstat(path, &status) == 0 else { return }
  if status.st_mode & S_IFMT == S_IFDIR {
    for name in (try? namesInFolder(path)) ?? [] { removeTree("\(path)/\(name)") }
  }
  remove(path)
}

/// The value of an environment variable, or nil if it is unset or empty.
package func environmentVariable(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
}

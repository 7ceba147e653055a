internal import Glibc

/// Questions about files that finding an installation asks.
enum FileFacts {
  /// Whether there is a file, or a link to one.
  static func isFile(_ path: String) -> Bool { kind(path) == S_IFREG }
  /// Whether there is a folder, or a link to one.
  static func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }
  /// Whether there is a file that may be run.
  static func isProgram(_ path: String) -> Bool { isFile(path) && access(path, X_OK) == 0 }

  /// The path from the root, with links resolved; nil if there is nothing.
  static func absolutePath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The first line of a small text file without white space at its ends; nil if it cannot be read.
  static func firstLine(_ path: String) -> String? { text(path)?.split(separator: "\n").first.map { String($0.trimmingSpaces) } }

  /// The text of a file of up to a megabyte; nil if it cannot be read.
  static func text(_ path: String) -> String? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
      count = fread(buffer.baseAddress, 1, buffer.count, file)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The names in a folder, sorted; empty if it cannot be read.
  static func names(inFolder path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func kind(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}

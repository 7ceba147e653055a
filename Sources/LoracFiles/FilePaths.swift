/// Paths as text: `/` separates, Windows drive paths count as absolute and are never touched.
package enum FilePaths {
  /// Whether `path` begins at a root: `/…`, `C:\…`, `C:/…` or `\\server\…`.
  package static func isAbsolute(_ path: String) -> Bool { path.hasPrefix("/") || isWindows(path) }

  /// Whether `path` begins with a drive letter or is a UNC path.
  package static func isWindows(_ path: String) -> Bool {
    let start = Array(path.utf8.prefix(3))
    if start.starts(with: [0x5C, 0x5C]) { return true }
    guard start.count == 3, start[1] == 0x3A, start[2] == 0x2F || start[2] == 0x5C else { return false }
    return (0x41...0x5A).contains(start[0] & 0xDF)
  }

  /// `path` as seen from `folder`: absolute paths unchanged, others joined and cleaned of `.` and `..`.
  package static func join(_ folder: String, _ path: String) -> String {
    guard !isAbsolute(path) else { return isWindows(path) ? path : clean(path) }
    guard !folder.isEmpty, folder != "." else { return clean(path) }
    return clean(folder + "/" + path)
  }

  /// The folder that holds `path`; `.` for a bare name, `/` for the root.
  package static func parent(of path: String) -> String {
    let trimmed = withoutTrailingSlashes(path)
    guard let slash = trimmed.lastIndex(where: { isSeparator($0, in: trimmed) }) else { return "." }
    let parent = withoutTrailingSlashes(String(trimmed[..<slash]))
    return parent.isEmpty ? "/" : parent
  }

  /// The last part of `path`; empty for the root.
  package static func name(of path: String) -> String {
    let trimmed = withoutTrailingSlashes(path)
    guard let slash = trimmed.lastIndex(where: { isSeparator($0, in: trimmed) }) else { return trimmed }
    return String(trimmed[trimmed.index(after: slash)...])
  }

  /// The last part of `path` without `ending`, if it ends so.
  package static func name(of path: String, without ending: String) -> String {
    let name = name(of: path)
    return name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : name
  }

  /// Removes `.`, empty parts and, where the part before is known, `..`; Windows paths stay as they are.
  package static func clean(_ path: String) -> String {
    guard !isWindows(path) else { return path }
    let isAbsolute = path.hasPrefix("/")
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !isAbsolute {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    if isAbsolute { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }

  /// `path`, which is relative to the working folder, as text that means the same relative to `folder`.
  ///
  /// Absolute paths stay. Where steps out of `folder` cannot be counted, the result is absolute.
  package static func rebase(_ path: String, to folder: String, workingFolder: String) -> String {
    let folder = clean(folder)
    guard !isAbsolute(path), folder != "." else { return path }
    let depth = folder.split(separator: "/").count
    guard !isAbsolute(folder), !folder.hasPrefix("..") else { return join(workingFolder, path) }
    return clean(String(repeating: "../", count: depth) + path)
  }

  private static func withoutTrailingSlashes(_ path: String) -> String {
    var path = path
    while path.count > 1, let last = path.last, isSeparator(last, in: path) { path.removeLast() }
    return path
  }

  private static func isSeparator(_ character: Character, in path: String) -> Bool {
    character == "/" || character == "\\" && isWindows(path)
  }
}

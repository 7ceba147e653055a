/// The installed packages of a Python environment, read from the names of their metadata folders.
enum PythonPackages {
  /// Versions by lower-case name with `_` for `-`, of the Python program at `python`; empty if its folders are elsewhere.
  static func versions(besidePython python: String) -> [String: String] {
    guard let slash = python.lastIndex(of: "/"), let bin = FileFacts.absolutePath(String(python[..<slash])) else {
      return [:]
    }
    let library = "\(bin)/../lib"
    var versions: [String: String] = [:]
    for name in FileFacts.names(inFolder: library) where name.hasPrefix("python3") {
      for entry in FileFacts.names(inFolder: "\(library)/\(name)/site-packages") where entry.hasSuffix(".dist-info") {
        // `torch-2.5.1+cpu.dist-info`
        let parts = entry.dropLast(".dist-info".count).split(separator: "-", maxSplits: 1)
        if parts.count == 2 { versions[parts[0].lowercased().replacing("-", with: "_")] = String(parts[1]) }
      }
    }
    return versions
  }
}

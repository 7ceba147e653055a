internal import Glibc
internal import LoracFiles

/// Where to look for ONNX Runtime; the caller reads the recipe and the environment.
///
/// Nothing is run to find it, not even Python.
package struct ONNXRuntimeSearch: Sendable, Hashable {
  /// A library, or a folder that holds one, as the recipe names it; if it is set nothing else is tried.
  package var given: String?
  /// The value of `LORAC_ONNXRUNTIME`, which means the same and yields to ``given``.
  package var variable: String?
  /// The value of `VIRTUAL_ENV`.
  package var virtualEnvironment: String?
  /// The value of `CONDA_PREFIX`.
  package var condaEnvironment: String?
  /// The value of `HOME`.
  package var home: String?
  /// The folders of `PATH`, beside whose Pythons packages are looked for.
  package var path: [String] = []
  /// More folders of Python environments, such as the one that sd-scripts runs in.
  package var environments: [String] = []

  /// A search in the system's own places alone.
  package init() {}

  /// Opens the first library that can be used.
  ///
  /// - Throws: ``ONNXError``: why the one that was named cannot be used; else why the first one found cannot be; else
  ///   ``ONNXError/runtimeMissing(searched:)``.
  package func open() throws(ONNXError) -> ONNXRuntime {
    if let named = [given, variable].lazy.compactMap(\.self).first(where: { !$0.isEmpty }) {
      guard let file = Self.library(at: named) else { throw .noRuntime(at: named) }
      return try ONNXRuntime.open(file)
    }
    for name in Self.systemNames {
      if let runtime = try? ONNXRuntime.open(name) { return runtime }
    }
    var problem: ONNXError?
    for file in folders.compactMap({ Self.newest(in: $0) }) {
      do throws(ONNXError) { return try ONNXRuntime.open(file) } catch { problem = problem ?? error }
    }
    throw problem ?? .runtimeMissing(searched: Self.systemNames + folders)
  }

  /// What the system's linker is asked for.
  private static let systemNames = ["libonnxruntime.so.1", "libonnxruntime.so"]

  /// The folders of Python packages that are looked into, in order, each once.
  var folders: [String] {
    var roots = [virtualEnvironment, condaEnvironment].compactMap(\.self) + environments
    if let home { roots.append("\(home)/.local") }
    roots += path.compactMap { Self.environment(ofProgramsIn: $0) }
    roots += ["/usr/local", "/usr"]
    var folders: [String] = []
    for folder in roots.filter({ !$0.isEmpty }).flatMap({ Self.packages(in: $0) }) where !folders.contains(folder) {
      folders.append(folder)
    }
    return folders
  }

  /// The environment whose Python is in the folder `programs`, links resolved as Python does; nil if there is none.
  private static func environment(ofProgramsIn programs: String) -> String? {
    let python = "\(programs)/python3"
    guard FileSystem.kind(of: python) == .file else { return nil }
    // A virtual environment's Python is a link to another one, and packages are beside the link.
    if FileSystem.kind(of: "\(FilePaths.parent(of: programs))/pyvenv.cfg") == .file {
      return FilePaths.parent(of: programs)
    }
    guard let resolved = realpath(python, nil) else { return nil }
    defer { free(resolved) }
    return FilePaths.parent(of: FilePaths.parent(of: String(cString: resolved)))
  }

  /// Where Python packages of the environment `root` keep ONNX Runtime's libraries.
  private static func packages(in root: String) -> [String] {
    var folders: [String] = []
    // Debian's own packages are for any Python 3.
    for version in ["python3"] + names(in: "\(root)/lib").filter({ $0.hasPrefix("python3.") }) {
      for kind in ["site-packages", "dist-packages"] {
        let folder = "\(root)/lib/\(version)/\(kind)/onnxruntime/capi"
        if FileSystem.kind(of: folder) == .folder { folders.append(folder) }
      }
    }
    return folders
  }

  /// The library that a user means by `path`: the file, or the one in a folder, an unpacked release or an environment.
  private static func library(at path: String) -> String? {
    guard FileSystem.kind(of: path) == .folder else { return FileSystem.kind(of: path) == nil ? nil : path }
    let places = [path, "\(path)/lib", "\(path)/capi", "\(path)/onnxruntime/capi"] + packages(in: path)
    return places.lazy.compactMap { newest(in: $0) }.first
  }

  /// The library of the highest version in a folder; nil if there is none.
  static func newest(in folder: String) -> String? {
    let prefix = "libonnxruntime.so"
    func version(_ name: String) -> [Int] { name.dropFirst(prefix.count).split(separator: ".").map { Int($0) ?? 0 } }
    let files = names(in: folder).filter { $0 == prefix || $0.hasPrefix(prefix + ".") }
    return files.max { version($0).lexicographicallyPrecedes(version($1)) }.map { "\(folder)/\($0)" }
  }

  private static func names(in folder: String) -> [String] { (try? FileSystem.names(in: folder)) ?? [] }
}

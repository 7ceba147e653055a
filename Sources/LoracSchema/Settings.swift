package import LoracDiagnostics

/// Values by their path, such as `network.rank`, each with where it came from.
package struct Settings: Sendable, Hashable {
  private var values: [String: Setting] = [:]
  /// The paths in the order they were first set.
  package private(set) var paths: [String] = []

  /// No values.
  package init() {}

  /// The setting at `path`; setting nil removes it.
  package subscript(path: String) -> Setting? {
    get { values[path] }
    set {
      if values[path] == nil, newValue != nil { paths.append(path) }
      if newValue == nil { paths.removeAll { $0 == path } }
      values[path] = newValue
    }
  }

  /// Removes `path` and everything below it.
  package mutating func removeAll(under path: String) {
    for other in paths where other == path || other.hasPrefix(path + ".") { values[other] = nil }
    paths.removeAll { values[$0] == nil }
  }

  /// The paths below `block`, in order, such as all of `kohya.`.
  package func paths(under block: String) -> [String] { paths.filter { $0.hasPrefix(block + ".") } }
}

extension Settings: CustomStringConvertible {
  /// The values in one line.
  package var description: String {
    paths.compactMap { path in values[path].map { "\(path): \($0.value)" } }.joined(separator: ", ")
  }
}

/// A value, and where it came from.
package struct Setting: Sendable, Hashable {
  /// The value.
  package var value: SettingValue
  /// Where it came from.
  package var source: Provenance

  /// `value` from `source`.
  package init(_ value: SettingValue, _ source: Provenance) {
    self.value = value
    self.source = source
  }
}

/// Where a value came from.
package struct Provenance: Sendable, Hashable {
  /// The bytes of the value.
  package var range: SourceRange
  /// The bytes of its key; the value's for values without a key of their own.
  package var keyRange: SourceRange
  /// The folder against which relative paths of this source are read.
  package var folder: String

  /// A value at `range` under the key at `keyRange`.
  package init(range: SourceRange, keyRange: SourceRange, folder: String) {
    self.range = range
    self.keyRange = keyRange
    self.folder = folder
  }

  /// Where the value stands, in words: `recipe.yaml:7`, `preset 'anime', line 12`, `--set`, `default`.
  package var description: String {
    let file = range.file
    switch file.kind {
    case .file, .data: return "\(file.name):\(range.start.line)"
    case .preset: return "preset '\(file.name)', line \(range.start.line)"
    case .commandLine: return "--set \(file.text(0..<file.bytes.count))"
    case .builtInDefault: return "default"
    case .folderName: return "folder name '\(file.name)'"
    }
  }
}

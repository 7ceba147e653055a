package import LoracDiagnostics
import LoracFiles
package import LoracPrompts

/// Where files are looked for that prompts name without folder and extension.
package struct LoRAFolders: Sendable {
  /// The folders, in order of preference.
  package let folders: [String]

  /// The folders of `folders` that exist, each once.
  package init(_ folders: [String]) {
    var seen: Set<String> = []
    self.folders = folders.map { $0.isEmpty ? "." : FilePaths.clean($0) }
      .filter { seen.insert($0).inserted && FileSystem.kind(of: $0) == .folder }
  }

  private static let ending = ".safetensors"

  /// What prompts call a file.
  package static func name(ofFile path: String) -> String { FilePaths.name(of: path, without: ending) }

  /// The file of a name; a name in another case will do where no other has it exactly.
  package func file(named name: String) -> String? {
    for folder in folders {
      let path = FilePaths.join(folder, name + Self.ending)
      if FileSystem.kind(of: path) == .file { return path }
    }
    let lowered = name.lowercased()
    for folder in folders {
      let names = (try? FileSystem.names(in: folder)) ?? []
      if let found = names.first(where: { $0.lowercased() == lowered + Self.ending }) {
        return FilePaths.join(folder, found)
      }
    }
    return nil
  }

  /// The file that a reference means; reports it if there is none.
  package func file(of reference: LoraReference, into diagnostics: inout [Diagnostic]) -> String? {
    if let path = file(named: reference.name) { return path }
    let known = folders.flatMap { folder in
      ((try? FileSystem.names(in: folder)) ?? []).filter { $0.hasSuffix(Self.ending) }
        .map(Self.name(ofFile:))
    }
    diagnostics.append(.loraNotFound(reference.name, in: folders, known: known))
    return nil
  }
}

package import LoracDiagnostics
internal import LoracFiles
internal import LoracPresets
package import LoracSchema
package import LoracYAML

/// Reads a recipe and everything it extends into layers, lowest first.
package struct RecipeLoader {
  private let files: any RecipeFiles
  private let validateKohya: (Node.Pair, inout DiagnosticList) -> Setting?
  /// Presets that presets extend, at most this deep.
  private static let maximumDepth = 16

  /// A loader that reads `files` and checks the `kohya` block with `validateKohya`.
  package init(
    files: any RecipeFiles = DiskFiles(),
    validateKohya: @escaping (Node.Pair, inout DiagnosticList) -> Setting? = KohyaBlock.validate(_:into:)
  ) {
    self.files = files
    self.validateKohya = validateKohya
  }

  /// The layers of the recipe at `path`, the recipe's own last; nil if the recipe itself cannot be read.
  package func load(_ path: String, into diagnostics: inout DiagnosticList) -> [Layer]? {
    let file: SourceFile
    do throws(RecipeFileProblem) {
      file = SourceFile(name: path, bytes: try files.read(path))
    } catch {
      diagnostics.append(.cannotRead(path, error.reason, at: nil))
      return nil
    }
    return load(file, into: &diagnostics)
  }

  /// The layers of a recipe whose text is already there.
  package func load(_ file: SourceFile, into diagnostics: inout DiagnosticList) -> [Layer]? {
    load(file, chain: [identity(file)], into: &diagnostics)
  }

  private func load(_ file: SourceFile, chain: [String], into diagnostics: inout DiagnosticList) -> [Layer]? {
    guard let root = parse(file, into: &diagnostics) else { return nil }
    let folder = file.kind == .file ? FilePaths.parent(of: file.name) : "."
    let settings = SchemaValidator(folder: folder, validateKohya: validateKohya).validate(root, into: &diagnostics)
    // What has no keys was reported; that keys are missing in it as well need not be said.
    guard case .mapping = root.content else { return nil }
    if settings[RecipeFields.lorac.path].map({ $0.value == .reset }) ?? true {
      diagnostics.append(.missingVersion(file))
    }
    var layers: [Layer] = []
    for (name, range) in extended(in: root) {
      guard let base = base(name, at: range, from: file, chain: chain, into: &diagnostics) else { continue }
      layers += load(base, chain: chain + [identity(base)], into: &diagnostics) ?? []
    }
    return layers + [Layer(file: file, settings: settings)]
  }

  /// The texts under `extends`, with their places; what is not a text was reported by the validator.
  private func extended(in root: Node) -> [(String, SourceRange)] {
    guard case .mapping(let pairs) = root.content, let value = pairs.first(where: { $0.key == "extends" })?.value else {
      return []
    }
    let nodes: [Node]
    if case .sequence(let items) = value.content { nodes = items } else { nodes = [value] }
    return nodes.compactMap { node in
      guard case .scalar(let scalar) = node.content, case .string(let text) = scalar.value, !text.isEmpty else {
        return nil
      }
      return (text, node.range)
    }
  }

  private func base(
    _ name: String, at range: SourceRange, from file: SourceFile, chain: [String],
    into diagnostics: inout DiagnosticList
  ) -> SourceFile? {
    if let bytes = BuiltInPresets.bytes(named: name) {
      return unlessCyclic(SourceFile(name: name, kind: .preset, bytes: bytes), range, chain, into: &diagnostics)
    }
    guard name.contains("/") || name.contains("\\") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
      diagnostics.append(.unknownPreset(name, at: range))
      return nil
    }
    let folder = file.kind == .file ? FilePaths.parent(of: file.name) : "."
    let path = FilePaths.join(folder, name)
    do throws(RecipeFileProblem) {
      return unlessCyclic(SourceFile(name: path, bytes: try files.read(path)), range, chain, into: &diagnostics)
    } catch {
      diagnostics.append(.cannotRead(path, error.reason, at: range))
      return nil
    }
  }

  private func unlessCyclic(
    _ file: SourceFile, _ range: SourceRange, _ chain: [String], into diagnostics: inout DiagnosticList
  ) -> SourceFile? {
    guard !chain.contains(identity(file)), chain.count < Self.maximumDepth else {
      diagnostics.append(.extendsItself(file, chain, at: range))
      return nil
    }
    return file
  }

  private func identity(_ file: SourceFile) -> String {
    file.kind == .preset ? "preset \(file.name)" : FilePaths.clean(file.name)
  }
}

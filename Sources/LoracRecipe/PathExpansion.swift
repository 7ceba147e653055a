package import LoracDiagnostics
internal import LoracFiles
package import LoracSchema

/// Makes the paths of a recipe usable from the working directory.
package struct PathExpansion {
  private let environment: [String: String]
  private let declared: [String]

  /// Expands `${NAME}` for the names `declared` in the recipe's `env`, and `~` if `HOME` is among them.
  package init(environment: [String: String], declared: [String]) {
    self.environment = environment
    self.declared = declared
  }

  /// Joins input paths to the folder of the file that states them; output paths stay relative to the working directory.
  package func expand(_ block: Block, in settings: inout Settings, into diagnostics: inout DiagnosticList) {
    for field in block.fields {
      guard let setting = settings[field.path], case .string(let text) = setting.value, field.type.isPath else {
        continue
      }
      guard let expanded = expand(text, setting, into: &diagnostics) else {
        settings[field.path]?.value = .invalid
        continue
      }
      let folder = field.type.isInputPath ? setting.source.folder : "."
      settings[field.path] = Setting(.string(FilePaths.join(folder, expanded)), setting.source)
    }
  }

  private func expand(_ text: String, _ setting: Setting, into diagnostics: inout DiagnosticList) -> String? {
    var result = ""
    var rest = text[...]
    if rest == "~" || rest.hasPrefix("~/") {
      guard let home = value(of: "HOME", setting, into: &diagnostics) else { return nil }
      result = home
      rest = rest.dropFirst()
    }
    while let start = rest.firstRange(of: "${") {
      result += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
      guard let value = value(of: String(rest[start.upperBound..<end]), setting, into: &diagnostics) else { return nil }
      result += value
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private func value(of name: String, _ setting: Setting, into diagnostics: inout DiagnosticList) -> String? {
    guard declared.contains(name) else {
      diagnostics.append(.undeclaredVariable(name, setting))
      return nil
    }
    guard let value = environment[name], !value.isEmpty else {
      diagnostics.append(.unsetVariable(name, setting))
      return nil
    }
    return value
  }
}

extension FieldType {
  fileprivate var isPath: Bool {
    if case .outputPath = self { return true }
    return isInputPath
  }

  /// Whether a text is a path that is read.
  fileprivate var isInputPath: Bool {
    switch self {
    case .inputPath: true
    case .either(let types): types.contains(where: \.isInputPath)
    default: false
    }
  }
}

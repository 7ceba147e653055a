package import LoracDiagnostics
package import LoracYAML

/// Checks one file of a recipe against the declared fields, key by key, without looking at other layers.
package struct SchemaValidator {
  private let reader: ValueReader

  /// A validator for a file in `folder`.
  ///
  /// - Parameters:
  ///   - folder: The folder against which the file's relative paths are read.
  ///   - validateKohya: Checks one pair of the `kohya` block and gives its setting, or nil after reporting why not.
  package init(folder: String, validateKohya: @escaping (Node.Pair, inout DiagnosticList) -> Setting?) {
    self.reader = ValueReader(validateKohya: validateKohya, folder: folder)
  }

  /// The settings that the file states, resets included; what is wrong is reported and left out.
  package func validate(_ root: Node, into diagnostics: inout DiagnosticList) -> Settings {
    guard case .mapping(let pairs) = root.content else {
      diagnostics.append(.notAMapping(root, block: "a recipe"))
      return Settings()
    }
    var settings = Settings()
    reader.read(pairs, of: RecipeFields.recipe, under: "", at: root.range, to: &settings, into: &diagnostics)
    return settings
  }
}

extension ValueReader {
  /// The settings of a list item, with paths relative to it.
  func readRecord(
    _ pairs: [Node.Pair], _ block: Block, at range: SourceRange, into diagnostics: inout DiagnosticList
  ) -> Settings {
    var settings = Settings()
    read(pairs, of: block, under: "", at: range, to: &settings, into: &diagnostics)
    check(settings, of: block, at: range, into: &diagnostics)
    return settings
  }

  private func check(
    _ settings: Settings, of block: Block, at range: SourceRange, into diagnostics: inout DiagnosticList
  ) {
    // There is no lower layer to reset a value to, so null is as good as nothing.
    func states(_ key: String) -> Bool {
      settings.paths.contains { $0 == key || $0.hasPrefix(key + ".") } && settings[key]?.value != .reset
    }
    switch block.item {
    case .first:
      if let first = block.entries.first?.key, !states(first) {
        diagnostics.append(.missingInItem(first, block, range))
      }
    case .exactlyOne(let keys):
      let stated = keys.filter(states)
      if stated.count != 1 { diagnostics.append(.notOneInItem(stated, of: keys, block, range)) }
    }
  }

  func read(
    _ pairs: [Node.Pair], of block: Block, under path: String, at range: SourceRange, to settings: inout Settings,
    into diagnostics: inout DiagnosticList
  ) {
    for pair in pairs {
      switch block[pair.key] {
      case .field(let field): read(pair, as: field, to: &settings, into: &diagnostics)
      case .block(let inner):
        let innerPath = path.isEmpty ? inner.key : "\(path).\(inner.key)"
        read(pair, of: inner, under: innerPath, to: &settings, into: &diagnostics)
      case nil: diagnostics.append(.unknownKey(pair, block: block, path: path))
      }
    }
  }

  private func read(
    _ pair: Node.Pair, of block: Block, under path: String, to settings: inout Settings,
    into diagnostics: inout DiagnosticList
  ) {
    let source = Provenance(range: pair.value.range, keyRange: pair.keyRange, folder: folder)
    switch pair.value.content {
    case .mapping(let inner):
      read(inner, of: block, under: path, at: pair.value.range, to: &settings, into: &diagnostics)
    case .scalar(let scalar) where scalar.value == .null: settings[path] = Setting(.reset, source)
    default: diagnostics.append(.notAMapping(pair.value, block: "'\(path)'"))
    }
  }

  private func read(
    _ pair: Node.Pair, as field: FieldDeclaration, to settings: inout Settings, into diagnostics: inout DiagnosticList
  ) {
    let source = Provenance(range: pair.value.range, keyRange: pair.keyRange, folder: folder)
    if case .scalar(let scalar) = pair.value.content, scalar.value == .null {
      settings[field.path] = Setting(.reset, source)
      return
    }
    switch read(pair.value, as: field.type, into: &diagnostics) {
    case .success(.record(let inner)) where !field.type.isRecordItem:
      // Argument mappings merge name by name, so each name is a setting of its own.
      for name in inner.paths { settings["\(field.path).\(name)"] = inner[name] }
    case .success(let value): settings[field.path] = Setting(value, source)
    case .failure(let refusal):
      settings[field.path] = Setting(.invalid, source)
      guard refusal != .reported else { return }
      diagnostics.append(.refused(refusal, pair.value, field.type, field: "'\(field.path)'"))
    }
  }
}

extension FieldType {
  fileprivate var isRecordItem: Bool {
    switch self {
    case .arguments, .kohyaArguments, .lists: false
    default: true
    }
  }
}

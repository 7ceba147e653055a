package import LoracDiagnostics
internal import LoracSchema

/// Merges layers into a recipe.
package struct Resolver {
  private let environment: [String: String]

  /// A resolver that expands `${NAME}` from `environment`.
  package init(environment: [String: String] = [:]) { self.environment = environment }

  /// The recipe that `layers` make, lowest first; what is missing or cannot be computed is reported and left out.
  package func resolve(_ layers: [Layer], recipe file: SourceFile, into diagnostics: inout DiagnosticList) -> Recipe {
    var settings = Settings()
    for layer in layers { settings.merge(layer, into: &diagnostics) }
    settings.fillDefaults(RecipeFields.recipe)
    RelativeValues.compute(in: &settings, into: &diagnostics)
    // A preset that could not be read may have given what is missing.
    let isComplete = !diagnostics.contains { RecipeDiagnostics.missingLayers.contains($0.code) }
    if isComplete { RequiredFields.check(settings, file, into: &diagnostics) }
    let paths = PathExpansion(environment: environment, declared: declaredNames(settings))
    paths.expand(RecipeFields.recipe, in: &settings, into: &diagnostics)
    return Recipe(
      settings: settings, file: file, overridden: Self.overridden(layers), layers: layers.map(\.file),
      images: folders(settings, DatasetFields.images, paths, into: &diagnostics),
      regularization: folders(settings, DatasetFields.regularization, paths, into: &diagnostics))
  }

  /// Where each path is stated, without the highest place.
  private static func overridden(_ layers: [Layer]) -> [String: [Provenance]] {
    var places: [String: [Provenance]] = [:]
    for layer in layers {
      for path in layer.settings.paths {
        if let source = layer.settings[path]?.source { places[path, default: []].append(source) }
      }
    }
    return places.compactMapValues { $0.count > 1 ? Array($0.dropLast()) : nil }
  }

  private func declaredNames(_ settings: Settings) -> [String] {
    guard case .list(let names)? = settings[RecipeFields.env] else { return [] }
    return names.compactMap { String($0) }
  }

  private func folders(
    _ settings: Settings, _ field: Field<SettingValue>, _ paths: PathExpansion, into diagnostics: inout DiagnosticList
  ) -> [ImageFolder] {
    guard let setting = settings[field.path], case .list(let items) = setting.value else { return [] }
    return items.compactMap { item in
      var own = Settings()
      if case .record(let record) = item { own = record }
      if case .string(let text) = item { own[FolderFields.path.path] = Setting(.string(text), setting.source) }
      paths.expand(FolderFields.block, in: &own, into: &diagnostics)
      guard let path = own[FolderFields.path], let source = own.source(of: FolderFields.path) else { return nil }
      return ImageFolder(
        path: path, source: source, own: own, isRegularization: field.path == DatasetFields.regularization.path)
    }
  }
}

extension Settings {
  /// Pairs of fields of which the higher layer's wins, since both say the same thing in two ways.
  private static let alternatives = [
    (TrainFields.epochs.path, TrainFields.steps.path), (SaveFields.every.path, SaveFields.ratio.path),
  ]

  /// Lays `layer` over what is there; within one layer two alternatives are an error.
  mutating func merge(_ layer: Layer, into diagnostics: inout DiagnosticList) {
    for (first, second) in Self.alternatives {
      let stated = [first, second].compactMap { path in layer.settings[path].flatMap { $0.value == .reset ? nil : $0 } }
      if stated.count == 2 { diagnostics.append(.alternatives(first, stated[0], second, stated[1])) }
      if stated.count == 1 { self[layer.settings[first]?.value == stated[0].value ? second : first] = nil }
    }
    for path in layer.settings.paths {
      guard let setting = layer.settings[path] else { continue }
      if setting.value == .reset { removeAll(under: path) } else { self[path] = setting }
    }
  }

  /// Adds the declared default of every field that nothing sets.
  mutating func fillDefaults(_ block: Block) {
    for field in block.fields where self[field.path] == nil {
      guard let value = field.defaultValue else { continue }
      let text = "\(field.path): \(value)"
      let file = SourceFile(name: "default of \(field.path)", kind: .builtInDefault, text: text)
      let end = text.utf8.count
      let start = field.path.utf8.count + 2
      self[field.path] = Setting(
        value,
        Provenance(
          range: SourceRange(file: file, bytes: start..<end), keyRange: SourceRange(file: file, bytes: 0..<(start - 2)),
          folder: "."))
    }
  }
}

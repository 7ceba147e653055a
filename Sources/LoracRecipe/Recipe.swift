package import LoracDiagnostics
package import LoracSchema

/// A resolved recipe: presets, recipe and `--set` merged, defaults filled in, relative values computed, paths expanded.
package struct Recipe: Sendable {
  /// Every value by its path, with where it came from.
  package var settings: Settings
  /// The recipe's own text.
  package var file: SourceFile
  /// Where lower layers state a value that a higher one replaced, by its path, lowest first.
  package var overridden: [String: [Provenance]]
  /// The texts of all layers, lowest first.
  package var layers: [SourceFile]
  /// The image folders in the recipe's order.
  package var images: [ImageFolder]
  /// The regularization folders in the recipe's order.
  package var regularization: [ImageFolder]

  /// The value of a field; nil if nothing sets it, or if what sets it was refused.
  package subscript<T: SettingConvertible>(field: Field<T>) -> T? { settings[field] }

  /// The value of a field that has a default.
  package func value<T: SettingConvertible>(_ field: Field<T>) -> T {
    if let value = settings[field] { return value }
    guard let value = field.declaration.defaultValue.flatMap(T.init) else {
      preconditionFailure("no default for \(field.path)")
    }
    return value
  }

  /// A label at the value of a field; nil if nothing sets it.
  package func label<T>(_ field: Field<T>, _ text: String) -> Label? {
    settings.source(of: field).map { Label($0.range, text) }
  }

  /// Whether a layer states the field, rather than its default.
  package func states<T>(_ field: Field<T>) -> Bool {
    guard let source = settings.source(of: field) else { return false }
    return source.range.file.kind != .builtInDefault
  }
}

/// One image folder as the recipe states it, with the dataset's settings where it has none of its own.
package struct ImageFolder: Sendable {
  /// The folder, relative to the working directory or absolute.
  package var path: String
  /// Where the recipe names it.
  package var source: Provenance
  /// What its item of the list states.
  package var own: Settings
  /// Whether its images are regularization images.
  package var isRegularization: Bool

  /// The value of `field`, or of `general` for all folders.
  package func value<T: SettingConvertible>(_ field: Field<T>, or general: Field<T>, in recipe: Recipe) -> T? {
    own[field] ?? recipe.settings[general] ?? general.declaration.defaultValue.flatMap(T.init)
  }

  /// A label at the value of `field` or `general`; at the folder's path if neither is set.
  package func label<T>(_ field: Field<T>, or general: Field<T>, in recipe: Recipe, _ text: String) -> Label {
    Label((own.source(of: field) ?? recipe.settings.source(of: general) ?? source).range, text)
  }
}

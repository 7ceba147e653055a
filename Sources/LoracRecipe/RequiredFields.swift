package import LoracDiagnostics
package import LoracSchema

/// Checks that a recipe states what has no default, after presets are applied.
package enum RequiredFields {
  private static let required: [(path: String, example: String)] = [
    (RecipeFields.name.path, "name: ZhangNaYing"),
    (ModelFields.base.path, "model:\n  base: models/base.safetensors"),
    (DatasetFields.images.path, "dataset:\n  images:\n    - path: train/30_ZhangNaYing"),
  ]

  /// Reports each missing field once, with the lines to add.
  package static func check(_ settings: Settings, _ file: SourceFile, into diagnostics: inout DiagnosticList) {
    for (path, example) in required where settings[path] == nil {
      diagnostics.append(.missing(path, example: example, file))
    }
    if settings[TrainFields.epochs.path] == nil, settings[TrainFields.steps.path] == nil {
      diagnostics.append(.missing("train.epochs' or 'train.steps", example: "train:\n  epochs: 10", file))
    }
  }
}

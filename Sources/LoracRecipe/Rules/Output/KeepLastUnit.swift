internal import LoracDiagnostics
internal import LoracSchema

/// `keep_last` counts in another unit than `every`.
enum KeepLastUnit: RecipeRule {
  static let code = DiagnosticCode(
    "LR0470", "keep-last-unit", .warning,
    Explanation(
      meaning: "Files are saved by epochs but kept by steps, or the reverse.",
      why: "kohya then removes nothing (sd-scripts `train_util.py:5786`): every numbered file stays.",
      example: "save:\n  every: 2 epochs\n  keep_last: 500 steps",
      fix: "Use the same unit:\n\nsave:\n  every: 2 epochs\n  keep_last: 3 epochs"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    let every = recipe[SaveFields.every] ?? recipe[SaveFields.ratio].map { .epochs($0) }
    guard let every, let unit = every.unit else { return }
    for field in [SaveFields.keepLast, SaveFields.stateKeepLast] {
      guard let kept = recipe[field], let keptUnit = kept.unit, keptUnit != unit else { continue }
      report(
        "\(field.path) has no effect, since it counts \(keptUnit) and files are saved by \(unit)",
        at: [
          recipe.label(field, "counts \(keptUnit)"), recipe.label(SaveFields.every, "counts \(unit)"),
          recipe.label(SaveFields.ratio, "counts epochs"),
        ],
        notes: [.help("use the same unit for both")], into: &diagnostics)
    }
  }
}

extension SettingValue {
  /// `epochs` or `steps`; nil for what is no interval.
  fileprivate var unit: String? {
    switch self {
    case .epochs: "epochs"
    case .steps: "steps"
    default: nil
    }
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// Settings of a held-out part that there is not.
enum UnusedValidationSetting: RecipeRule {
  static let code = DiagnosticCode(
    "LR0480", "unused-validation-setting", .warning,
    Explanation(
      meaning: "`validation.every` or `validation.seed` is given, but no images are held out.",
      why: "There is no held-out loss to measure.",
      example: "validation:\n  every: 1 epoch",
      fix: "Hold out a part of the images:\n\nvalidation:\n  split: 0.1\n  every: 1 epoch"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[ValidationFields.split] == 0 else { return }
    for field in [ValidationFields.every.declaration, ValidationFields.seed.declaration] {
      guard let setting = recipe.settings[field.path], setting.value != .invalid, recipe.isOwn(setting) else {
        continue
      }
      report(
        "validation.\(field.key) has no effect, since no images are held out",
        at: [
          Label(setting.source.range, "has no effect"), recipe.label(ValidationFields.split, "holds out nothing"),
        ],
        notes: [.help("add 'split: 0.1' under 'validation'")], into: &diagnostics)
    }
  }
}

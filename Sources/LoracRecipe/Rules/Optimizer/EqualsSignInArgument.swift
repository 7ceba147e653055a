internal import LoracDiagnostics
internal import LoracSchema

/// kohya splits arguments at every equals sign.
enum EqualsSignInArgument: RecipeRule {
  static let code = DiagnosticCode(
    "LR0422", "equals-sign-in-argument", .error,
    Explanation(
      meaning: "An argument of the optimizer or scheduler has a value with an equals sign in it.",
      why:
        "kohya splits `name=value` at every equals sign and crashes if there are two (sd-scripts `train_util.py:4860`).",
      example: "optimizer:\n  args:\n    note: a=b",
      fix: "Use a value without an equals sign."))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    for field in [OptimizerFields.args, ScheduleFields.args] {
      for path in recipe.settings.paths(under: field.path) {
        guard let setting = recipe.settings[path], case .string(let value) = setting.value, value.contains("=") else {
          continue
        }
        report(
          "the argument '\(path.dropFirst(field.path.count + 1))' has an equals sign in its value",
          at: [Label(setting.source.range, "kohya cannot read this")],
          notes: [.help("give another value, or leave the argument out: kohya splits at every '='")],
          into: &diagnostics)
      }
    }
  }
}

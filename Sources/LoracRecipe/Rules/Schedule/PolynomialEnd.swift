internal import LoracDiagnostics
internal import LoracSchema

/// The polynomial schedule computes its end from `learning_rate`.
enum PolynomialEnd: RecipeRule {
  static let code = DiagnosticCode(
    "LR0440", "polynomial-end", .warning,
    Explanation(
      meaning: "The schedule is `polynomial`, but `learning_rate` is not given, or so small that it cannot run.",
      why:
        "The curve ends at 1e-7 / `learning_rate` of each rate, whatever `unet_lr` is. Without `learning_rate` that is "
        + "1e-7 / 2e-6, so a twentieth of the rate is left at the end; at 1e-7 or below kohya stops with an error.",
      example: "optimizer:\n  unet_lr: 1e-4\n  text_encoder_lr: 1e-5\nschedule:\n  type: polynomial",
      fix: "Give it the U-Net's rate:\n\noptimizer:\n  learning_rate: unet_lr"))

  static let isAboutMissingValue = true

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[ScheduleFields.type] == "polynomial", !recipe.usesRelativeStep, !recipe.isScheduleFree else { return }
    let general = OptimizerFields.learningRate
    let schedule = recipe.label(ScheduleFields.type, "ends at 1e-7 / learning_rate of each rate")
    if recipe.settings[general.path] == nil {
      report(
        "the schedule 'polynomial' stops at a twentieth of the rate, since 'learning_rate' is not given",
        at: [schedule], notes: [.help("add 'learning_rate: unet_lr' under 'optimizer'")], into: &diagnostics)
    } else if let rate = recipe[general], rate <= 1e-7 {
      report(
        "the schedule 'polynomial' needs a learning_rate above 1e-7",
        at: [recipe.label(general, "too small"), schedule], severity: .error, into: &diagnostics)
    }
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// A schedule without what it cannot run without.
enum ScheduleLacksSetting: RecipeRule {
  static let code = DiagnosticCode(
    "LR0437", "schedule-lacks-setting", .error,
    Explanation(
      meaning: "The chosen schedule needs a setting that is not given.",
      why:
        "`cosine_with_min_lr` needs `min_lr_ratio`, and `piecewise_constant` needs the argument `step_rules`; kohya stops "
        + "with an error after the model has been loaded.",
      example: "schedule:\n  type: cosine_with_min_lr",
      fix: "Add it:\n\nschedule:\n  type: cosine_with_min_lr\n  min_lr_ratio: 0.1"))

  static let isAboutMissingValue = true

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard !recipe.usesRelativeStep, !recipe.isScheduleFree else { return }
    func lacks(_ names: String...) -> Bool {
      names.allSatisfy { recipe.argument($0, of: ScheduleFields.args) == nil }
    }
    switch recipe[ScheduleFields.type] {
    case "cosine_with_min_lr"
    where recipe.settings[ScheduleFields.minimumRatio.path] == nil && lacks("min_lr", "min_lr_rate"):
      report(
        "the schedule 'cosine_with_min_lr' needs 'min_lr_ratio'",
        at: [recipe.label(ScheduleFields.type, "how much of the rate is left at the end?")],
        notes: [.help("add 'min_lr_ratio: 0.1' under 'schedule'")], into: &diagnostics)
    case "piecewise_constant" where lacks("step_rules"):
      report(
        "the schedule 'piecewise_constant' needs the argument 'step_rules'",
        at: [recipe.label(ScheduleFields.type, "which rate in which steps?")],
        notes: [.help("add, for example, 'args: {step_rules: \"1:500,0.1:1000,0.01\"}' under 'schedule'")],
        into: &diagnostics)
    default: break
    }
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// A setting of another schedule than the chosen one.
enum UnusedScheduleSetting: RecipeRule {
  static let code = DiagnosticCode(
    "LR0435", "unused-schedule-setting", .warning,
    Explanation(
      meaning: "The recipe gives a setting that the chosen schedule does not use.",
      why: "It has no effect; perhaps another schedule was meant.",
      example: "schedule:\n  type: cosine\n  cycles: 3",
      fix: "Choose the schedule that uses it, or remove it:\n\nschedule:\n  type: cosine_with_restarts\n  cycles: 3"))

  private static let users: [(field: FieldDeclaration, types: [String])] = [
    (ScheduleFields.cycles.declaration, ["cosine_with_restarts", "cosine_with_min_lr", "warmup_stable_decay"]),
    (ScheduleFields.power.declaration, ["polynomial"]),
    (ScheduleFields.decay.declaration, ["warmup_stable_decay"]),
    (ScheduleFields.minimumRatio.declaration, ["cosine_with_min_lr", "warmup_stable_decay"]),
    (ScheduleFields.timescale.declaration, ["inverse_sqrt"]),
  ]

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let type = recipe[ScheduleFields.type], !recipe.usesRelativeStep, !recipe.isScheduleFree else { return }
    for (field, types) in users where !types.contains(type) {
      guard let setting = recipe.settings[field.path], setting.value != .invalid, setting.value != field.defaultValue,
        recipe.isOwn(setting)
      else { continue }
      report(
        "\(field.key) has no effect on the schedule '\(type)'",
        at: [
          Label(setting.source.range, "has no effect"), recipe.label(ScheduleFields.type, "does not use \(field.key)"),
        ],
        notes: [.help("\(field.key) is used by: \(types.joined(separator: ", "))")], into: &diagnostics)
    }
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// Settings of the Huber loss while another loss is used.
enum UnusedHuberSetting: RecipeRule {
  static let code = DiagnosticCode(
    "LR0456", "unused-huber-setting", .warning,
    Explanation(
      meaning: "A setting of the Huber loss is given that has no effect.",
      why:
        "They count for the losses `huber` and `smooth_l1` only, and `scale` not with the schedule `snr` "
        + "(sd-scripts `train_util.py:6110`).",
      example: "loss:\n  type: l2\n  huber:\n    c: 0.2",
      fix: "Choose the loss that uses it:\n\nloss:\n  type: huber\n  huber:\n    c: 0.2"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let type = recipe[LossFields.type] else { return }
    let isHuber = type == "huber" || type == "smooth_l1"
    for field in [
      LossFields.huberSchedule.declaration, LossFields.huberC.declaration, LossFields.huberScale.declaration,
    ] {
      guard let setting = recipe.settings[field.path], setting.value != field.defaultValue, setting.value != .invalid,
        recipe.isOwn(setting)
      else { continue }
      let ignoresScale = isHuber && field.key == "scale" && recipe[LossFields.huberSchedule] == "snr"
      guard !isHuber || ignoresScale else { continue }
      report(
        "huber.\(field.key) has no effect on the "
          + (isHuber ? "schedule 'snr'" : "loss '\(type)'"),
        at: [
          Label(setting.source.range, "has no effect"),
          isHuber
            ? recipe.label(LossFields.huberSchedule, "does not use it")
            : recipe.label(LossFields.type, "the loss comes from here"),
        ], into: &diagnostics)
    }
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// A schedule on top of D-Adaptation hides the rate that it finds.
enum ScheduleBlursProbe: RecipeRule {
  static let code = DiagnosticCode(
    "LR0412", "schedule-blurs-probe", .remark,
    Explanation(
      meaning: "D-Adaptation is used with a schedule that is not constant.",
      why:
        "The rate that TensorBoard shows as `lr/d*lr` is then the estimate times the schedule, so its plateau cannot be "
        + "read off. To train with D-Adaptation, rather than to find the rate, a schedule is fine.",
      example: "optimizer:\n  type: DAdaptation\nschedule:\n  type: cosine",
      fix: """
        To find the rate use `lorac lr-find recipe.yaml`, or extend the preset made for it: `extends: [realistic, \
        lr-probe]`.
        """))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.optimizerName?.hasPrefix("dadapt") == true, let schedule = recipe[ScheduleFields.type],
      !["constant", "constant_with_warmup"].contains(schedule)
    else { return }
    report(
      "schedule '\(schedule)' is mixed into the rate that D-Adaptation finds",
      at: [
        recipe.label(ScheduleFields.type, "the plateau of lr/d*lr cannot be read off"),
        recipe.label(OptimizerFields.type, "estimates the rate"),
      ],
      notes: [.help("to find a learning rate, use 'type: constant', as lorac lr-find does")], into: &diagnostics)
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// Adafactor's schedule works with Adafactor's own rates only.
enum AdafactorScheduleAlone: RecipeRule {
  static let code = DiagnosticCode(
    "LR0439", "adafactor-schedule-alone", .error,
    Explanation(
      meaning: "The schedule is `adafactor`, but Adafactor with relative steps is not the optimizer.",
      why:
        "The schedule shows the rates that Adafactor chooses; kohya refuses it elsewhere (sd-scripts `train_util.py:5314`).",
      example: "optimizer:\n  type: AdamW\nschedule:\n  type: adafactor",
      fix: "Choose a schedule such as `constant_with_warmup` or `cosine`."))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[ScheduleFields.type] == "adafactor", recipe.optimizerName != nil, !recipe.usesRelativeStep,
      !recipe.isScheduleFree
    else { return }
    let isAdafactor = recipe.optimizerName == "adafactor"
    report(
      "the schedule 'adafactor' needs the optimizer Adafactor with relative steps",
      at: [
        recipe.label(ScheduleFields.type, "works only with rates that Adafactor chooses"),
        recipe.label(OptimizerFields.type, "another optimizer"),
        isAdafactor
          ? recipe.label(argument: "relative_step", of: OptimizerFields.args, "switches that off") : nil,
      ].filter { !(isAdafactor && $0?.text == "another optimizer") },
      notes: [
        .help(
          isAdafactor
            ? "choose another schedule, or leave 'relative_step: false' out"
            : "choose another schedule, such as 'cosine', or 'optimizer.type: Adafactor'")
      ], into: &diagnostics)
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// Adafactor with relative steps takes no rates.
enum AdafactorIgnoresRates: RecipeRule {
  static let code = DiagnosticCode(
    "LR0421", "adafactor-ignores-rates", .warning,
    Explanation(
      meaning: "Adafactor chooses its own rates, but the recipe gives rates or a schedule.",
      why:
        "`relative_step` is on by default, and then kohya drops `unet_lr` and `text_encoder_lr` and replaces the "
        + "schedule (sd-scripts `train_util.py:5049`).",
      example: "optimizer:\n  type: Adafactor\n  unet_lr: 1e-4",
      fix:
        "For fixed rates write:\n\noptimizer:\n  type: Adafactor\n  args:\n    scale_parameter: false\n"
        + "    relative_step: false\n    warmup_init: false\nschedule:\n  type: constant_with_warmup"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.usesRelativeStep else { return }
    var ignored: [Label?] = []
    for field in [OptimizerFields.unetLearningRate, OptimizerFields.textEncoderLearningRate] {
      ignored.append(recipe.label(field, "ignored"))
    }
    if recipe.states(ScheduleFields.type), recipe[ScheduleFields.type] != "adafactor" {
      ignored.append(recipe.label(ScheduleFields.type, "replaced by Adafactor's own schedule"))
    }
    let labels = ignored.compactMap(\.self)
    guard !labels.isEmpty else { return }
    report(
      "Adafactor chooses its own learning rate and ignores those of the recipe",
      at: [recipe.label(OptimizerFields.type, "uses relative steps unless told otherwise")] + labels,
      notes: [.help("for fixed rates add 'args: {scale_parameter: false, relative_step: false, warmup_init: false}'")],
      into: &diagnostics)
  }
}

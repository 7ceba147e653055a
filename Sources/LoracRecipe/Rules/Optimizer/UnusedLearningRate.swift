internal import LoracDiagnostics
internal import LoracSchema

/// A general rate that no part uses.
enum UnusedLearningRate: RecipeRule {
  static let code = DiagnosticCode(
    "LR0420", "unused-learning-rate", .remark,
    Explanation(
      meaning: "`learning_rate` is given, but every trained part has a rate of its own.",
      why:
        "The rate has no effect beyond the file's metadata. With only one of the two rates given, it would count for the "
        + "other part.",
      example: "optimizer:\n  learning_rate: 1e-3\n  unet_lr: 1e-4\n  text_encoder_lr: 1e-5",
      fix: "Remove `learning_rate`, or one of the others."))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    let general = OptimizerFields.learningRate
    // Adafactor takes it as its first rate, polynomial computes its end from it.
    guard recipe.isOwn(general), recipe[general] != nil, recipe.optimizerName != "adafactor",
      recipe[ScheduleFields.type] != "polynomial", recipe[NetworkFields.train] != nil
    else { return }
    var own: [Label?] = []
    if recipe.trainsUNet {
      own.append(recipe.label(OptimizerFields.unetLearningRate, "the U-Net has its own"))
    }
    if recipe.trainsTextEncoder {
      own.append(recipe.label(OptimizerFields.textEncoderLearningRate, "the text encoder has its own"))
    }
    guard own.allSatisfy({ $0 != nil }) else { return }
    report(
      "learning_rate has no effect, since every trained part has its own rate",
      at: [recipe.label(general, "nothing uses this")] + own, into: &diagnostics)
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// A rate for a part that gets no adapters.
enum RateOfUntrainedPart: RecipeRule {
  static let code = DiagnosticCode(
    "LR0419", "rate-of-untrained-part", .warning,
    Explanation(
      meaning: "The recipe gives a learning rate to a part of the model that `network.train` leaves out.",
      why: "The rate has no effect.",
      example: "network:\n  train: unet\noptimizer:\n  text_encoder_lr: 1e-5",
      fix: "Remove the rate, or train both parts:\n\nnetwork:\n  train: both"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    let parts = [
      ("text encoder", OptimizerFields.textEncoderLearningRate, "unet"),
      ("U-Net", OptimizerFields.unetLearningRate, "text_encoder"),
    ]
    for (part, field, trained) in parts {
      // A preset's rate is meant for whatever is trained.
      guard recipe[NetworkFields.train] == trained, recipe.isOwn(field), let rate = recipe[field], rate != 0 else {
        continue
      }
      report(
        "\(field.declaration.key) has no effect, since the \(part) is not trained",
        at: [recipe.label(field, "has no effect"), recipe.label(NetworkFields.train, "leaves out the \(part)")],
        into: &diagnostics)
    }
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// Details of a noise that is not used, or a weight of images that there are not.
enum UnusedNoiseSetting: RecipeRule {
  static let code = DiagnosticCode(
    "LR0461", "unused-loss-setting", .warning,
    Explanation(
      meaning: "A setting of the loss is given that has no effect without another one.",
      why:
        "`noise_offset_random_strength` needs `noise_offset`, `multires_noise.discount` needs `iterations`, and "
        + "`prior_loss_weight` counts for regularization images only.",
      example: "loss:\n  noise_offset_random_strength: true",
      fix: "Add what it needs, or remove it:\n\nloss:\n  noise_offset: 0.05\n  noise_offset_random_strength: true"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    let needs: [(field: FieldDeclaration, isMet: Bool, need: String)] = [
      (
        LossFields.noiseOffsetRandomStrength.declaration, recipe.settings[LossFields.noiseOffset.path] != nil,
        "noise_offset"
      ),
      (
        LossFields.multiresDiscount.declaration, recipe.settings[LossFields.multiresIterations.path] != nil,
        "multires_noise.iterations"
      ),
      (LossFields.priorLossWeight.declaration, !recipe.regularization.isEmpty, "regularization images"),
    ]
    for (field, isMet, need) in needs where !isMet {
      guard let setting = recipe.settings[field.path], setting.value != field.defaultValue, setting.value != .invalid,
        recipe.isOwn(setting)
      else { continue }
      report(
        "\(field.key) has no effect without \(need)", at: [Label(setting.source.range, "has no effect")],
        into: &diagnostics)
    }
  }
}

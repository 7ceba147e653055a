internal import LoracDiagnostics
internal import LoracSchema

/// An adaptive offset without an offset to adapt.
enum AdaptiveNoiseWithoutOffset: RecipeRule {
  static let code = DiagnosticCode(
    "LR0459", "adaptive-noise-without-offset", .error,
    Explanation(
      meaning: "`adaptive_noise_scale` is given without `noise_offset`.",
      why: "It changes the offset, and kohya refuses it without one (sd-scripts `train_util.py:4444`).",
      example: "loss:\n  adaptive_noise_scale: 0.005",
      fix: "Add the offset, usually of the same size:\n\nloss:\n  noise_offset: 0.05\n  adaptive_noise_scale: 0.005"))

  static let isAboutMissingValue = true

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[LossFields.adaptiveNoiseScale] != nil, recipe.settings[LossFields.noiseOffset.path] == nil else {
      return
    }
    report(
      "adaptive_noise_scale needs a noise_offset",
      at: [recipe.label(LossFields.adaptiveNoiseScale, "there is no offset to adapt")],
      notes: [.help("add 'noise_offset: 0.05' under 'loss'")], into: &diagnostics)
  }
}

internal import LoracDiagnostics
internal import LoracSchema

/// Offset noise and noise of several resolutions do the same work.
enum TwoNoiseOffsets: RecipeRule {
  static let code = DiagnosticCode(
    "LR0460", "two-noise-offsets", .warning,
    Explanation(
      meaning: "Both `noise_offset` and `multires_noise` are given.",
      why:
        "Both add low frequencies to the noise, so that dark and bright pictures are learned. kohya adds one on top of "
        + "the other (sd-scripts `train_util.py:6076`), which is more noise than either was chosen for.",
      example: "loss:\n  noise_offset: 0.05\n  multires_noise:\n    iterations: 6",
      fix: "Keep one of the two."))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let offset = recipe[LossFields.noiseOffset], offset > 0,
      let iterations = recipe[LossFields.multiresIterations],
      iterations > 0
    else { return }
    report(
      "noise_offset and multires_noise are added up",
      at: [
        recipe.label(LossFields.noiseOffset, "for dark and bright pictures"),
        recipe.label(LossFields.multiresIterations, "for the same purpose"),
      ],
      notes: [.help("keep one of the two")], into: &diagnostics)
  }
}

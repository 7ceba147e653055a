internal import LoracDiagnostics
internal import LoracSchema

/// A resolution of which no bucket is.
enum ResolutionOffStep: RecipeRule {
  static let code = DiagnosticCode(
    "LR0443", "resolution-off-step", .warning,
    Explanation(
      meaning: "A side of the resolution is not a multiple of the bucket step, or of 8 without buckets.",
      why:
        "Buckets have sides in multiples of the step, rounded down: at 500 square images are trained at 448, not 500. "
        + "Without buckets the autoencoder, which takes blocks of 8 pixels, cuts off the rest.",
      example: "dataset:\n  resolution: 500\n  buckets:\n    step: 64",
      fix: "Use a multiple of the step:\n\ndataset:\n  resolution: 512"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let enabled = recipe[DatasetFields.bucketsEnabled], let bucketStep = recipe[DatasetFields.bucketStep],
      bucketStep % 32 == 0 || !enabled
    else { return }
    let step = enabled ? bucketStep : 8
    for resolution in recipe.resolutions where resolution.width % step != 0 || resolution.height % step != 0 {
      let actual = "\(resolution.width / step * step)x\(resolution.height / step * step)"
      report(
        "the resolution \(resolution.text) is not a multiple of \(step)",
        at: [
          Label(resolution.range, enabled ? "no bucket has this size" : "trained at \(actual)"),
          enabled ? recipe.label(DatasetFields.bucketStep, "sides of buckets are multiples of this") : nil,
        ],
        notes: [.help("use a multiple of \(step), such as \(nearest(resolution, step))")], into: &diagnostics)
    }
  }

  private static func nearest(_ resolution: TrainedResolution, _ step: Int) -> String {
    func round(_ side: Int) -> Int { max(step, (side + step / 2) / step * step) }
    return SettingValue.size(width: round(resolution.width), height: round(resolution.height)).description
  }
}

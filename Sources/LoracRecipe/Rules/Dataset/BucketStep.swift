internal import LoracDiagnostics
internal import LoracSchema

/// Buckets whose sides the U-Net cannot halve often enough.
enum BucketStep: RecipeRule {
  static let code = DiagnosticCode(
    "LR0441", "bucket-step", .error,
    Explanation(
      meaning: "The bucket step is not a multiple of 64, or of 32 for SDXL.",
      why:
        "The U-Net halves the latents three times, SDXL's twice; kohya refuses other steps "
        + "(sd-scripts `train_network.py:175`, `sdxl_train_network.py:43`).",
      example: "dataset:\n  buckets:\n    step: 48",
      fix: "Use 64, or 32 for SDXL:\n\ndataset:\n  buckets:\n    step: 64"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[DatasetFields.bucketsEnabled] == true, let step = recipe[DatasetFields.bucketStep] else { return }
    // Without a stated family the header decides; 32 is needed in any case.
    let family = recipe[ModelFields.family]
    let unit = family == nil || family == "sdxl" ? 32 : 64
    guard step % unit != 0 else { return }
    let nearest = max(unit, (step + unit / 2) / unit * unit)
    report(
      "the bucket step \(step) is not a multiple of \(unit)",
      at: [
        recipe.label(DatasetFields.bucketStep, "must be a multiple of \(unit)"),
        recipe.label(ModelFields.family, "needs multiples of \(unit)"),
      ],
      notes: family == nil ? [.note("SD 1.x and 2.x need multiples of 64")] : [],
      fixIts: recipe.replacing(DatasetFields.bucketStep, by: "\(nearest)", .unsafe), into: &diagnostics)
  }
}

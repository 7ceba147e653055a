internal import LoracDiagnostics
internal import LoracSchema

/// Without buckets and kept latents, images must have the exact size.
enum UncachedWithoutBuckets: RecipeRule {
  static let code = DiagnosticCode(
    "LR0448", "uncached-without-buckets", .remark,
    Explanation(
      meaning: "Buckets are off and latents are not kept.",
      why:
        "kohya then demands that every image has exactly the resolution (or is larger, with `random_crop`), and stops at "
        + "the first that has not (sd-scripts `train_util.py:1634`). With kept latents it resizes and crops them.",
      example: "dataset:\n  cache_latents: false\n  buckets:\n    enabled: false",
      fix: "Switch buckets on, or keep latents:\n\ndataset:\n  cache_latents: memory"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[DatasetFields.bucketsEnabled] == false, recipe[DatasetFields.cacheLatents] == "false",
      recipe[DatasetFields.randomCrop] == false
    else { return }
    report(
      "every image must have exactly the resolution, without buckets and cached latents",
      at: [
        recipe.label(DatasetFields.bucketsEnabled, "no buckets"),
        recipe.label(DatasetFields.cacheLatents, "kohya resizes images only while caching"),
      ], into: &diagnostics)
  }
}

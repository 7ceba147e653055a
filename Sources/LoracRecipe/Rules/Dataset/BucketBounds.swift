internal import LoracDiagnostics
internal import LoracSchema

/// Bounds of buckets that leave out the resolution itself.
enum BucketBounds: RecipeRule {
  static let code = DiagnosticCode(
    "LR0444", "bucket-bounds", .error,
    Explanation(
      meaning: "The resolution is smaller than the smallest bucket side, or larger than the largest.",
      why: "kohya refuses it (sd-scripts `train_util.py:766`), also where images are not enlarged.",
      example: "dataset:\n  resolution: 128\n  buckets:\n    min: 256",
      fix: "Move the bound, or the resolution:\n\ndataset:\n  resolution: 128\n  buckets:\n    min: 64"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[DatasetFields.bucketsEnabled] == true, let step = recipe[DatasetFields.bucketStep] else { return }
    for resolution in recipe.resolutions {
      let smallest = min(resolution.width, resolution.height)
      let largest = max(resolution.width, resolution.height)
      if let bound = recipe[DatasetFields.bucketMin], smallest < bound / step * step {
        report(
          "the resolution \(resolution.text) is below the smallest bucket side, \(bound)",
          at: [
            Label(resolution.range, "smaller than any bucket"),
            recipe.label(DatasetFields.bucketMin, "the smallest side comes from here"),
          ],
          notes: [.help("set 'buckets.min: \(max(step, smallest / 2 / step * step))'")], into: &diagnostics)
      }
      if let bound = recipe[DatasetFields.bucketMax], largest > (bound + step - 1) / step * step {
        report(
          "the resolution \(resolution.text) is above the largest bucket side, \(bound)",
          at: [
            Label(resolution.range, "larger than any bucket"),
            recipe.label(DatasetFields.bucketMax, "the largest side comes from here"),
          ],
          notes: [.help("set 'buckets.max: \((largest * 2 + step - 1) / step * step)'")], into: &diagnostics)
      }
    }
  }
}

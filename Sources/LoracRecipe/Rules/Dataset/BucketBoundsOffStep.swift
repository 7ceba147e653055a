internal import LoracDiagnostics
internal import LoracSchema

/// Bounds of buckets that kohya moves to a multiple of the step.
enum BucketBoundsOffStep: RecipeRule {
  static let code = DiagnosticCode(
    "LR0445", "bucket-bounds-off-step", .remark,
    Explanation(
      meaning: "The smallest or largest bucket side is not a multiple of the step.",
      why: "kohya rounds the smallest down and the largest up (sd-scripts `train_util.py:751`).",
      example: "dataset:\n  buckets:\n    step: 64\n    max: 1000",
      fix: "Write the value that is used:\n\ndataset:\n  buckets:\n    max: 1024"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[DatasetFields.bucketsEnabled] == true, recipe[DatasetFields.bucketUpscale] == true,
      let step = recipe[DatasetFields.bucketStep], step % 32 == 0
    else { return }
    for field in [DatasetFields.bucketMin, DatasetFields.bucketMax] {
      guard let bound = recipe[field], bound % step != 0 else { continue }
      let used = field.path == DatasetFields.bucketMin.path ? bound / step * step : (bound + step - 1) / step * step
      guard used > 0 else { continue }
      report(
        "buckets.\(field.declaration.key) \(bound) is used as \(used)",
        at: [
          recipe.label(field, "not a multiple of the step"), recipe.label(DatasetFields.bucketStep, "the step"),
        ],
        fixIts: recipe.replacing(field, by: "\(used)", .safe), into: &diagnostics)
    }
  }
}

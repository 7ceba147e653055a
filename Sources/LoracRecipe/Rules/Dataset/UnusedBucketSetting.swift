internal import LoracDiagnostics
internal import LoracSchema

/// Bucket settings that nothing uses.
enum UnusedBucketSetting: RecipeRule {
  static let code = DiagnosticCode(
    "LR0446", "unused-bucket-setting", .warning,
    Explanation(
      meaning: "A bucket setting is given that has no effect: buckets are off, or images are not enlarged.",
      why:
        "With `upscale: false` buckets follow the images' own sizes and have no bounds; kohya ignores `min` and `max` "
        + "(sd-scripts `train_util.py:1032`).",
      example: "dataset:\n  buckets:\n    upscale: false\n    min: 384",
      fix: "Remove the setting, or the one that makes it useless."))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let enabled = recipe[DatasetFields.bucketsEnabled], let upscale = recipe[DatasetFields.bucketUpscale] else {
      return
    }
    var unused: [FieldDeclaration] = []
    if !enabled || !upscale { unused = [DatasetFields.bucketMin.declaration, DatasetFields.bucketMax.declaration] }
    if !enabled { unused += [DatasetFields.bucketStep.declaration, DatasetFields.bucketUpscale.declaration] }
    for field in unused {
      guard let setting = recipe.settings[field.path], setting.value != field.defaultValue, setting.value != .invalid,
        recipe.isOwn(setting)
      else { continue }
      report(
        "buckets.\(field.key) has no effect \(enabled ? "without 'upscale: true'" : "while buckets are off")",
        at: [
          Label(setting.source.range, "has no effect"),
          enabled
            ? recipe.label(DatasetFields.bucketUpscale, "buckets follow the images' own sizes")
            : recipe.label(DatasetFields.bucketsEnabled, "switches buckets off"),
        ], into: &diagnostics)
    }
  }
}

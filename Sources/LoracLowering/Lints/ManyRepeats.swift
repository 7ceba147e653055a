internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// Images that fill an epoch on their own.
enum ManyRepeats: PlanLint {
  static let code = DiagnosticCode(
    "LR0574", "many-repeats", .warning,
    Explanation(
      meaning: "Images of a folder count more than 200 times in an epoch.",
      why:
        "Files and previews come once an epoch, so a long epoch shows nothing for hours; and no image needs 200 passes "
        + "to be learned. Even a dozen images do with 70 to 80 repeats.",
      example: "`train/300_cat`",
      fix: "Lower the repeats and train more epochs instead."))

  static func check(_ plan: TrainingPlan, _ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    for folder in plan.data.datasets.flatMap(\.folders) where !folder.isRegularization && folder.repeats > 200 {
      report(
        "images of '\(folder.path)' count \(folder.repeats) times in an epoch",
        at: [
          recipe.images.first { folder.path.hasPrefix($0.path) }.map {
            Label($0.source.range, "repeats of this folder")
          }
            ?? recipe.label(DatasetFields.images, "")
        ],
        notes: [.help("lower the repeats and train more epochs: files and previews come once an epoch")],
        into: &diagnostics)
    }
  }
}

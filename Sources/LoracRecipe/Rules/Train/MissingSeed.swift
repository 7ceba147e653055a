internal import LoracDiagnostics
internal import LoracSchema

/// Without a seed no run can be repeated.
enum MissingSeed: RecipeRule {
  static let code = DiagnosticCode(
    "LR0478", "missing-seed", .remark,
    Explanation(
      meaning: "The recipe does not fix the seed.",
      why: "Every run then differs in its noise, order and crops, and none can be repeated or compared with another.",
      example: "train:\n  epochs: 10",
      fix: "Fix it:\n\ntrain:\n  epochs: 10\n  seed: 42"))

  static let isAboutMissingValue = true

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.settings[TrainFields.seed.path] == nil else { return }
    report(
      "every run differs, since the seed is not given",
      at: [
        recipe.place(
          near: [TrainFields.epochs.path, TrainFields.steps.path], "'seed' is missing beside this",
          else: "neither this recipe nor a preset gives 'train.seed'")
      ],
      notes: [.help("add 'seed: 42' under 'train'")], into: &diagnostics)
  }
}

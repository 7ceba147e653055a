internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// Too few images to tell the subject from its surroundings.
enum FewImages: PlanLint {
  static let code = DiagnosticCode(
    "LR0573", "few-images", .warning,
    Explanation(
      meaning: "There are fewer than 10 training images.",
      why:
        "What all images share is learned as part of the subject: a pose, a background, the light. About 35 images with "
        + "different angles, distances and light are good; 12 can do.",
      example: "`dataset.images: [train/100_cat]` with 5 images",
      fix: "Add images that differ from the others."))

  static func check(_ plan: TrainingPlan, _ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let dataset = plan.dataset, (1..<10).contains(dataset.images) else { return }
    report(
      "\(NameList.count(dataset.images, "training image")) \(dataset.images == 1 ? "is" : "are") few",
      at: [recipe.label(DatasetFields.images, "all images together")],
      notes: [.help("15 to 35 with different angles, distances and light learn better than many repeats")],
      into: &diagnostics)
  }
}
